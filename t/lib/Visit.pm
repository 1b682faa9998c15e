# SPDX-License-Identifier: ISC
# What a test says to visit: pages, visitors, invitations, many at once.
#
#	my $beckon = Beckon->start(...);
#	visit_with($beckon);
#	my ($token, $id, $hello) = visitor();
package Visit;

use strict;
use warnings;

use Exporter qw(import);
use JSON::PP qw(decode_json encode_json);
use POSIX ();

our @EXPORT = qw(visit_with key nonce page widget count visitor invite at_once
    zoe);

my ($beckon, $serial) = (undef, 0);

sub visit_with { $beckon = shift }

sub hex_of { return sprintf '%0*x', $_[0], ++$serial }
sub key { return hex_of(16) }
sub nonce { return hex_of(32) }

sub page {
	return (view => key(), url => $beckon->shop_url . '/', title => 'Shop',
	    ref => '', lang => 'en-GB', tz => 'Europe/Paris', dep => '',
	    state => 'new', @_);
}

sub widget { return $beckon->widget(@_) }
sub count { return scalar $beckon->db("SELECT COUNT(*) FROM $_[0]") }

# Somebody new: token and id.
sub visitor {
	my $r = widget('/w/hello', {page(nonce => nonce(), @_)});
	return ($r->{json}{token}, scalar $beckon->db(
	    'SELECT MAX(id) FROM visitor'), $r->{json});
}

sub invite {
	my ($visitor, $more) = @_;
	my $key = key();
	$beckon->db("INSERT INTO invitation SET visitor_id = $visitor,"
	    . " operator_id = 900, client_key = UNHEX('$key'), text = 'Help?'"
	    . (defined $more ? ", $more" : ''));
	return scalar $beckon->db('SELECT MAX(id) FROM invitation');
}

# The replies to n requests sent at once, each by a process of its own.  The
# path may depend on which it is, as the fields do.
sub at_once {
	my ($n, $path, $fields) = @_;
	my @readers = map {
		my $i = $_;
		my $pid = open(my $fh, '-|') // die "fork: $!";
		if (!$pid) {
			my $r = widget(ref $path ? $path->($i) : $path,
			    $fields->($i));
			print encode_json({status => $r->{status},
			    json => $r->{json}});
			close STDOUT;
			POSIX::_exit(0);
		}
		$fh;
	} 1 .. $n;
	return map { local $/; decode_json(scalar readline $_) } @readers;
}

# An operator who is offline, 900.
sub zoe {
	$beckon->db("INSERT INTO operator (id, login, name, password, online)"
	    . " VALUES (900, 'zoe', _utf8mb4 0x5A6FC3AB203C623E, '!', 0)");
}

1;
