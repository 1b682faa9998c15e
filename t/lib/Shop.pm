# SPDX-License-Identifier: ISC
# What the widget's browser tests share: pages of their own in the demo shop,
# what the database says of the visitor, and an operator's deeds written the
# way the office writes them: rows, feed, and number in one transaction.
package Shop;

use strict;
use warnings;

use Carp qw(croak);
use Encode qw(decode_utf8 encode_utf8);
use MIME::Base64 qw(encode_base64);

our $WIDGET = 'beckon-widget >>> ';

sub new {
	my ($class, $beckon) = @_;

	return bless {beckon => $beckon}, $class;
}

# A page of the shop: its address.  Options: head, body, attr of the script
# tag, site.
sub page {
	my ($self, $name, %with) = @_;
	my $beckon = $self->{beckon};
	my $site = $with{site} // $beckon->site_key;
	my $attr = $with{attr} // '';
	my $html = $with{html} // '<html lang="en">';

	$attr .= qq{ data-site="$site"} if $site ne '';
	open my $fh, '>:utf8', $beckon->dir . "/shop/$name.html"
	    or croak "$name: $!";
	print $fh '<!DOCTYPE html>', $html, '<meta charset="utf-8">',
	    $with{head} // '', "<title>$name</title>",
	    '<link rel="icon" href="data:,">',
	    '<script async src="', $beckon->office_url,
	    qq{/embed.js" $attr></script>}, "<h1>$name</h1>",
	    $with{body} // '';
	close $fh or croak "$name: $!";
	return $beckon->shop_url . "/$name.html";
}

sub db { my $self = shift; return $self->{beckon}->db(@_) }

# The id of the visitor who looked at a page last.
sub visitor {
	return scalar $_[0]->db('SELECT visitor_id FROM page_view ' .
	    'ORDER BY id DESC LIMIT 1');
}

sub quoted {
	my ($text) = @_;

	return "CONVERT(FROM_BASE64('" . encode_base64(
	    encode_utf8($text), '') .
	    "') USING utf8mb4)";
}

# Rows for a visitor, and the number that tells of them.
sub tell {
	my ($self, $visitor, @sql) = @_;

	$self->db(join ";\n", 'START TRANSACTION', @sql,
	    'UPDATE counter SET n = LAST_INSERT_ID(GREATEST(n + 1, CAST(' .
	    'UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED))) WHERE id = 1',
	    'SET @n = LAST_INSERT_ID()',
	    "INSERT INTO feed (n, visitor_id) VALUES (\@n, $visitor)",
	    "UPDATE visitor SET wait_n = \@n WHERE id = $visitor",
	    'COMMIT');
}

my $keys = 0;

sub key { return sprintf "UNHEX('%016x')", ++$keys }

# An operator invites; options are columns.  The invitation's id.
sub invite {
	my ($self, $visitor, $text, %columns) = @_;
	my $names = join '', map { ", $_" } sort keys %columns;
	my $values = join '', map { ", $columns{$_}" } sort keys %columns;

	$self->tell($visitor, 'INSERT INTO invitation (visitor_id, ' .
	    "operator_id, client_key, text$names) VALUES ($visitor, 1, " .
	    key() . ', ' . quoted($text) . "$values)");
	return $self->db('SELECT MAX(id) FROM invitation');
}

# "status of the visitor's newest invitation"
sub invited {
	my ($self, $visitor) = @_;

	return scalar $self->db('SELECT status FROM invitation WHERE ' .
	    "visitor_id = $visitor ORDER BY id DESC LIMIT 1");
}

# Invitation and chat at once.
sub begin {
	my ($self, $visitor, $text) = @_;

	$self->tell($visitor, 'INSERT INTO chat (visitor_id, site_id, ' .
	    'status, owner_id, begun_by, client_key, last_seq) SELECT id, ' .
	    "site_id, 'active', 1, 'operator', " . key() .
	    ", 1 FROM visitor WHERE id = $visitor",
	    'INSERT INTO message (chat_id, seq, author, operator_id, ' .
	    'client_key, text) VALUES (LAST_INSERT_ID(), 1, ' .
	    "'operator', 1, " . key() . ', ' . quoted($text) . ')');
}

sub chat {
	my ($self, $visitor) = @_;

	return scalar $self->db("SELECT id FROM chat WHERE visitor_id = " .
	    "$visitor ORDER BY id DESC LIMIT 1");
}

sub accept {
	my ($self, $visitor) = @_;

	$self->tell($visitor, "UPDATE chat SET status = 'active', " .
	    'owner_id = 1, accepted_at = NOW(3), operator_seq = last_seq ' .
	    'WHERE open_visitor_id = ' . $visitor);
}

sub say {
	my ($self, $visitor, $text) = @_;

	$self->tell($visitor, 'UPDATE chat SET operator_typing_at = NULL, ' .
	    'last_seq = LAST_INSERT_ID(last_seq + 1), operator_seq = ' .
	    "last_seq WHERE open_visitor_id = $visitor",
	    'INSERT INTO message (chat_id, seq, author, operator_id, ' .
	    "client_key, text) SELECT id, last_seq, 'operator', 1, " . key() .
	    ', ' . quoted($text) . " FROM chat WHERE open_visitor_id = $visitor");
}

sub typing {
	my ($self, $visitor) = @_;

	$self->tell($visitor, 'UPDATE chat SET operator_typing_at = NOW(3) ' .
	    "WHERE open_visitor_id = $visitor");
}

sub finish {
	my ($self, $visitor) = @_;

	$self->tell($visitor, "UPDATE chat SET status = 'closed', " .
	    "closed_at = NOW(3), closed_by = 'operator' " .
	    "WHERE open_visitor_id = $visitor");
}

# The lines of the visitor's newest chat as the database has them.
sub lines {
	my ($self, $visitor) = @_;

	return map { decode_utf8($_->[0]) } $self->db('SELECT text FROM message WHERE ' .
	    'chat_id = ' . $self->chat($visitor) . ' ORDER BY seq');
}

# ... and as a browser shows them.
sub shown {
	my ($browser) = @_;

	return @{$browser->js(<<'JS')};
return [...document.querySelector('beckon-widget').shadowRoot
    .querySelectorAll('.line .text')].map((n) => n.textContent);
JS
}

1;
