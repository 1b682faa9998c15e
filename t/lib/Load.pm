# SPDX-License-Identifier: ISC
# People who write all the time while a test shakes the system: visitors, and
# operators who answer them.  Each is a process; what was acknowledged, what was
# refused and how long it took is told at the end.
#
#	my $load = Load->begin($beckon, visitors => 3, seconds => 10);
#	...
#	my @done = $load->end;	# a hash of each writer
#
# A visitor opens a connection for each request; an operator keeps one, as a
# browser does.  Nothing is sent again that is not told, with one exception, for
# whom says that nginx will be reloaded (reloads => 3): its workers close the
# connections that are kept and idle, and now and then a request is on its way
# then.  No HTTP/1.1 server can help that, and clients are to send again where a
# connection that was used before ends without a byte (RFC 9112, 9.3.1); those of
# browsers do, a POST too.  So a writer may see that once for each reload.
package Load;

use strict;
use warnings;

use Exporter qw(import);
use HTTP::Tiny;
use JSON::PP qw(decode_json encode_json);
use POSIX ();
use Time::HiRes qw(sleep time);

my $PAUSE = 0.02;
my $reloads;

# HTTP::Tiny sends a GET again by itself, whatever connection ends.  From now on
# it does not; {kept} in a reply of 599 means that the connection had been used
# before and ended without a byte.
sub tell_ends {
	my ($open, $request) = map { HTTP::Tiny->can($_) // die }
	    qw(_open_handle _request);
	my $new;

	no warnings 'redefine';
	*HTTP::Tiny::_open_handle = sub { $new = 1; goto &$open };
	*HTTP::Tiny::_request = sub {
		my $handle = $_[0]{handle};
		$new = 0;
		my $r = eval { $request->(@_) };
		my $why = $@;
		return $r if $r;
		die $why if ref $why;
		die {status => 599, content => $why, kept => scalar(!$new &&
		    $handle->{rbuf} eq '' && $why =~ /^(?:Socket\ closed|
		    Unexpected\ end\ of\ stream\ while|
		    Could\ not\ (?:read\ from|write\ to)\ socket:\ 'Connection\ reset
		    )/x)};
	};
}

# Does it until it is acknowledged; notes refusals and the longest time.
sub insist {
	my ($seen, $do) = @_;
	my $began = time;

	while (1) {
		my $r = $do->();
		my $took = time - $began;
		$seen->{slowest} = $took if $took > ($seen->{slowest} // 0);
		$seen->{asked}++;
		return $r if $r->{status} =~ /^(?:200|204|303)$/;
		next if $r->{kept} && ++$seen->{ended} <= $reloads;
		$seen->{refused}{"$r->{status} $r->{content}"}++;
		return $r if time - $began > 20;
		sleep 0.05;
	}
}

# A visitor with a chat: says a line, fetches, asks the mailbox.
sub visitor {
	my ($beckon, $chat, $end) = @_;
	my %seen = (%$chat, keys => []);
	my %who = (token => $chat->{token}, chat => $chat->{chat});

	for (my $n = 1; time < $end; $n++) {
		my $key = sprintf '%08x%08x', $chat->{n}, $n;
		insist(\%seen, sub { $beckon->widget('/w/say', {%who,
			key => $key, text => "line $n"}) });
		push @{$seen{keys}}, $key;
		insist(\%seen, sub { $beckon->poll($chat->{box}, 'chat') });
		insist(\%seen, sub { $beckon->widget('/w/sync',
			{%who, n => 0, after => 2 * $n}) });
		sleep $PAUSE;
	}
	return \%seen;
}

# An operator who writes into that chat and looks at it and at the dialog.
sub operator {
	my ($beckon, $chat, $end, $anna) = @_;
	my %seen = (%$chat, keys => []);

	for (my $n = 1; time < $end; $n++) {
		my $key = sprintf 'f%07x%08x', $chat->{n}, $n;
		insist(\%seen, sub { $anna->post('/office/chat/say',
			{id => $chat->{chat}, key => $key, text => "so $n"}) });
		push @{$seen{keys}}, $key;
		insist(\%seen, sub { $anna->get("/office/chat/lines?id="
			. $chat->{chat}, 'HX-Request' => 'true') });
		insist(\%seen, sub { $anna->get("/invite/new?visitor="
			. $chat->{visitor}) });
		sleep $PAUSE;
	}
	return \%seen;
}

sub begin {
	my ($class, $beckon, %with) = @_;
	my $self = bless {beckon => $beckon, readers => []}, $class;
	my $anna = $beckon->browser->sign_in;

	$reloads = $with{reloads} // 0;
	for my $n (1 .. $with{visitors}) {
		my $r = $beckon->widget('/w/start', {view => sprintf('%016x', $n),
		    nonce => sprintf('%032x', $n), key => sprintf('%016x', $n),
		    url => $beckon->shop_url . '/', text => 'begin'});
		my %chat = (n => $n, token => $r->{json}{token},
		    box => $r->{json}{box}, chat => $r->{json}{state}{chat}{id});
		$chat{visitor} = $beckon->db('SELECT visitor_id FROM chat'
		    . " WHERE id = $chat{chat}");
		$anna->post('/office/chat/accept', {id => $chat{chat}});
		push @{$self->{chats}}, \%chat;
	}
	my $end = time + $with{seconds};
	for my $chat (@{$self->{chats}}) {
		$self->_fork(sub { visitor($beckon, $chat, $end) });
		$self->_fork(sub { operator($beckon, $chat, $end, $anna) });
	}
	return $self;
}

sub _fork {
	my ($self, $work) = @_;
	my $pid = open(my $fh, '-|') // die "fork: $!";

	if (!$pid) {
		tell_ends();
		print encode_json($work->());
		close STDOUT;
		POSIX::_exit(0);
	}
	push @{$self->{readers}}, $fh;
}

sub end {
	my ($self) = @_;

	return map { local $/; decode_json(scalar readline $_) }
	    @{$self->{readers}};
}

# Lines of the chat that were acknowledged and are not there, or there more
# than once, or not in the order in which they were written.
sub lost {
	my ($self, $done) = @_;
	my @stored = map { lc $_->[0] } $self->{beckon}->db(
	    'SELECT HEX(client_key) FROM message WHERE seq > 1'
	    . " AND chat_id = $done->{chat} ORDER BY seq");
	my %mine = map { $_ => 1 } @{$done->{keys}};

	return join(' ', grep { $mine{$_} } @stored) ne join(' ', @{$done->{keys}});
}

1;
