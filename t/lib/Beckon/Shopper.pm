# SPDX-License-Identifier: ISC
# A visitor of the demo shop without a browser: says hello, asks, replies.
package Beckon::Shopper;

use strict;
use warnings;

use Exporter qw(import);

our @EXPORT_OK = qw(bot key operator);

my $serial = 0;

sub key { return sprintf '%016x', 0x5000_0000 + ++$serial }

# Somebody new on a page.  Fields of the hello may be given.
sub new {
	my ($class, $beckon, %with) = @_;
	my $self = bless {beckon => $beckon}, $class;
	my %page = (view => key(), url => $beckon->shop_url . '/',
	    title => 'Shop', ref => '', lang => 'en', tz => 'UTC', dep => '',
	    state => 'new', %with);
	my $r = $beckon->widget('/w/hello', {nonce => key() x 2, %page});

	$self->{page} = \%page;
	$self->{hello} = $r->{json};
	$self->{token} = $r->{json}{token};
	$self->{box} = $r->{json}{box};
	$self->{id} = $beckon->db('SELECT MAX(id) FROM visitor');
	return $self;
}

sub id { return $_[0]{id} }
sub box { return $_[0]{box} }

# What visit answers, as JSON.
sub does {
	my ($self, $what, %fields) = @_;

	return $self->{beckon}->widget("/w/$what",
	    {token => $self->{token}, %fields})->{json};
}

sub sync { my $self = shift; return $self->does('sync', n => 0, @_) }

# Sees the invitation that waits; it.
sub sees {
	my ($self) = @_;
	my $i = $self->sync->{invitation} or return undef;

	$self->does('claim', invitation => $i->{id}, version => $i->{version},
	    visible => 1, state => 'chat');
	return $i;
}

sub replies {
	my ($self, $text, %with) = @_;
	my $i = $self->sync->{invitation};

	return $self->does('reply', invitation => $i->{id}, key => key(),
	    text => $text, name => '', email => '', phone => '', %with);
}

sub starts {
	my ($self, $text, %with) = @_;

	return $self->does('start', key => key(), text => $text, name => '',
	    email => '', phone => '', %{$self->{page}}, %with);
}

# A bot for a department: it says hello, and asks what it is about.
sub bot {
	my ($beckon, $department) = @_;

	$beckon->db(q{INSERT INTO bot (name, title, person, top)
	    VALUES ('Night', 'Robo', 'I look for somebody.', 3)});
	my $id = $beckon->db('SELECT MAX(id) FROM bot');
	$beckon->db(qq{INSERT INTO bot_step (bot_id, step, place, name, kind,
	    text) VALUES ($id, 1, 0, 'Hello', 'say', 'Hello, I am a bot.'),
	    ($id, 2, 1, 'Menu', 'ask', 'What is it about?'),
	    ($id, 3, 2, 'Person', 'handover', 'I pass it on.')});
	$beckon->db(qq{INSERT INTO bot_choice (bot_id, step, place, text, next)
	    VALUES ($id, 2, 0, 'My order', 3)});
	$beckon->db("UPDATE department SET bot_id = $id WHERE id = $department");
	return $id;
}

# A signed-in operator: operator($beckon, 'ben', 1, 2) works for departments 1
# and 2; 'all' for all of them.  Options in a last hash: readonly, role.
sub operator {
	my ($beckon, $login, @departments) = @_;
	my %with = ref $departments[-1] ? %{pop @departments} : ();
	my ($password) = $beckon->ctl('operator', 'add', $login, '-n',
	    ucfirst $login, '-r', $with{role} // 'Operator') =~
	    /^password (\S+)$/m;
	my $id = $beckon->db(
	    "SELECT id FROM operator WHERE login = '$login'");

	for (@departments) {
		$beckon->db('INSERT INTO assignment (operator_id,'
		    . " department_id, read_only) VALUES ($id, "
		    . ($_ eq 'all' ? 'NULL' : $_) . ', '
		    . ($with{readonly} ? 1 : 0) . ')');
	}
	my $browser = $beckon->browser->sign_in($login, $password);
	$browser->{id} = $id;
	return $browser;
}

1;
