# SPDX-License-Identifier: ISC
# What the widget's browser tests share: pages of their own in the demo shop,
# what the database says of the visitor, and an operator who answers.
package Shop;

use strict;
use warnings;

use Carp qw(croak);
use Encode qw(decode_utf8);

our $WIDGET = 'beckon-widget >>> ';

sub new {
	my ($class, $beckon) = @_;

	return bless {beckon => $beckon}, $class;
}

# A page of the shop: its address.  Options: head, body, attr of the script
# tag, site; script: in the place of the tag.
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
	    $with{script} // '<script async src="' . $beckon->office_url .
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

# --- The operator, by the office's own pages -----------------------------------

# Signed in, and just seen.
sub operator {
	my ($self) = @_;

	$self->{operator} //= $self->{beckon}->browser->sign_in;
	$self->{operator}->get('/office/');
	return $self->{operator};
}

# A form sent; croaks unless it was taken.
sub deed {
	my ($self, $path, %fields) = @_;
	my $reply = $self->operator->post($path, \%fields);

	croak "$path: $reply->{status}" if $reply->{status} !~ /^(?:204|303)$/;
	return $reply;
}

my $keys = 0;

sub key { return sprintf '%016x', ++$keys }

# Options: assign_me full_widget need_name need_email; mode => 'chat'.  Waits
# until the visitor is listed, as the operator would.
sub invite {
	my ($self, $visitor, $text, %options) = @_;

	$self->{beckon}->until(sub {
		$self->db('SELECT gone_at > NOW(3) FROM presence WHERE ' .
		    "visitor_id = $visitor");
	}, 'the visitor is online');
	$self->deed('/invite/send', visitor => $visitor, mode => 'invitation',
	    key => key(), text => $text, %options);
}

sub begin {
	my ($self, $visitor, $text) = @_;

	$self->invite($visitor, $text, mode => 'chat');
}

sub invitation {
	my ($self, $visitor) = @_;

	return scalar $self->db('SELECT id FROM invitation WHERE ' .
	    "visitor_id = $visitor ORDER BY id DESC LIMIT 1");
}

sub revoke {
	my ($self, $visitor) = @_;

	$self->deed('/invite/revoke', visitor => $visitor,
	    invitation => $self->invitation($visitor));
}

sub edit {
	my ($self, $visitor, $text) = @_;

	$self->deed('/invite/edit', visitor => $visitor,
	    invitation => $self->invitation($visitor), version => 1,
	    text => $text);
}

# The state of the visitor's newest invitation.
sub invited {
	my ($self, $visitor) = @_;

	return scalar $self->db('SELECT status FROM invitation WHERE id = ' .
	    $self->invitation($visitor));
}

# The visitor's newest chat.
sub chat {
	my ($self, $visitor) = @_;

	return scalar $self->db("SELECT id FROM chat WHERE visitor_id = " .
	    "$visitor ORDER BY id DESC LIMIT 1");
}

sub accept {
	my ($self, $visitor) = @_;

	$self->deed('/office/chat/accept', id => $self->chat($visitor));
}

sub say {
	my ($self, $visitor, $text) = @_;

	$self->deed('/office/chat/say', id => $self->chat($visitor),
	    key => key(), text => $text);
}

sub typing {
	my ($self, $visitor) = @_;

	$self->deed('/office/chat/typing', id => $self->chat($visitor));
}

sub finish {
	my ($self, $visitor) = @_;

	$self->deed('/office/chat/close', id => $self->chat($visitor));
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
