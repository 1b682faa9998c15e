# SPDX-License-Identifier: ISC
# One browser of WebDriver.pm: its windows, pages, elements.
package WebDriver::Session;

use strict;
use warnings;

use Carp qw(croak);
use JSON::PP ();
use MIME::Base64 qw(decode_base64);
use Time::HiRes qw(sleep time);

use constant PATIENCE => 60; # seconds
use constant ELEMENT => 'element-6066-11e4-a52e-4f735466cecf';

# Finds through open shadow roots; visible ones only where asked.
my $FIND = <<'JS';
const [selector, seen] = arguments;
let found = [document];
for (const part of selector.split('>>>'))
	found = found.flatMap((n) => n.shadowRoot || n)
	    .flatMap((n) => [...n.querySelectorAll(part.trim())]);
return found.filter((n) => !seen || n.checkVisibility?.() !== false &&
    n.getClientRects().length > 0);
JS

sub new {
	my ($class, $driver, $id) = @_;

	return bless {driver => $driver, id => $id, log => []}, $class;
}

sub call {
	my ($self, $method, $path, $body) = @_;

	return $self->{driver}->call($method, "/session/$self->{id}$path",
	    $body);
}

sub quit {
	my ($self) = @_;

	return if $self->{gone}++;
	$self->call(DELETE => '');
}

# --- Pages and windows --------------------------------------------------------

sub go {
	my ($self, $url) = @_;

	$self->call(POST => '/url', {url => $url});
}

sub reload { $_[0]->call(POST => '/refresh') }
sub back { $_[0]->call(POST => '/back') }
sub url { $_[0]->call(GET => '/url') }
sub title { $_[0]->call(GET => '/title') }
sub source { $_[0]->call(GET => '/source') }

# A new tab in front (or a window); its handle.
sub tab {
	my ($self, $type) = @_;
	my $made = $self->call(POST => '/window/new', {type => $type // 'tab'});

	$self->to($made->{handle});
	return $made->{handle};
}

# Commands go to that tab from now on; it comes to the front.
sub to {
	my ($self, $handle) = @_;

	$self->call(POST => '/window', {handle => $handle});
	$self->cdp('Page.bringToFront');
}

sub here { $_[0]->call(GET => '/window') }
sub tabs { @{$_[0]->call(GET => '/window/handles')} }
sub leave { $_[0]->call(DELETE => "/window") }

sub size {
	my ($self, $width, $height, $mobile) = @_;

	$self->cdp('Emulation.setDeviceMetricsOverride', width => $width,
	    height => $height, deviceScaleFactor => $mobile ? 2 : 1,
	    mobile => $mobile ? JSON::PP::true : JSON::PP::false);
}

# media(dark => 1, still => 1): what the person prefers.
sub media {
	my ($self, %with) = @_;

	$self->cdp('Emulation.setEmulatedMedia', features => [
		{name => 'prefers-color-scheme',
		    value => $with{dark} ? 'dark' : 'light'},
		{name => 'prefers-reduced-motion',
		    value => $with{still} ? 'reduce' : 'no-preference'}]);
}

# A command of Chromium's own protocol.
sub cdp {
	my ($self, $cmd, %params) = @_;

	return $self->call(POST => '/goog/cdp/execute',
	    {cmd => $cmd, params => \%params});
}

sub cookies { @{$_[0]->call(GET => '/cookie')} }
sub forget { $_[0]->call(DELETE => '/cookie') }

sub screenshot {
	my ($self, $file) = @_;

	open my $fh, '>:raw', $file or croak "$file: $!";
	print $fh decode_base64($self->call(GET => '/screenshot'));
	close $fh or croak "$file: $!";
}

# --- Script -------------------------------------------------------------------

# js('return arguments[0] + 1', 41); a promise is waited for.
sub js {
	my ($self, $script, @args) = @_;

	return $self->call(POST => '/execute/sync',
	    {script => $script, args => \@args});
}

# What the console had to say so far, oldest first: level, source, message.
sub log {
	my ($self) = @_;

	push @{$self->{log}},
	    @{$self->call(POST => '/se/log', {type => 'browser'})};
	return @{$self->{log}};
}

# Only what a Content-Security-Policy refused.
sub violations {
	my ($self) = @_;

	return grep { $_->{message} =~
	    /Content[- ]Security[- ]Policy|requires 'Trusted/i } $self->log;
}

# --- Elements -----------------------------------------------------------------

# Waits until the code gives something true; that.
sub until {
	my ($self, $what, $code, $patience) = @_;
	my $end = time + ($patience // PATIENCE);

	while (1) {
		my $got = eval { $code->() };
		return $got if $got;
		croak "waited in vain for $what" . ($@ ? ": $@" : '')
		    if time > $end;
		sleep 0.05;
	}
}

# All that are there now, without waiting.
sub all {
	my ($self, $selector) = @_;

	return @{$self->js($FIND, $selector, JSON::PP::false)};
}

sub shown {
	my ($self, $selector) = @_;

	return scalar @{$self->js($FIND, $selector, JSON::PP::true)};
}

# The first one that can be seen.
sub find {
	my ($self, $selector, $patience) = @_;

	return $selector if ref $selector;
	return $self->until($selector, sub {
		$self->js($FIND, $selector, JSON::PP::true)->[0];
	}, $patience);
}

# ... and is gone again.
sub gone {
	my ($self, $selector, $patience) = @_;

	$self->until("no $selector", sub { !$self->shown($selector) },
	    $patience);
}

sub _on {
	my ($self, $selector, $verb, $body) = @_;
	my $method = $body ? 'POST' : 'GET';

	# An element may be replaced between being found and being used.
	return $self->until("$verb $selector", sub {
		my $element = $self->find($selector);
		my $id = $element->{+ELEMENT};
		[$self->call($method => "/element/$id/$verb", $body)];
	})->[0];
}

sub click { $_[0]->_on($_[1], 'click', {}) }
sub text { $_[0]->_on($_[1], 'text') }
sub value { $_[0]->_on($_[1], 'property/value') }
sub clear { $_[0]->_on($_[1], 'clear', {}) }
sub attribute { $_[0]->_on($_[1], "attribute/$_[2]") }

# Keys as a person presses them; "\n" is Enter.
sub type {
	my ($self, $selector, $text) = @_;

	$text =~ s/\n/\x{E007}/g;
	$self->_on($selector, 'value', {text => $text});
}

# One key to whatever has the focus: Escape, Tab, Enter.
sub key {
	my ($self, $name) = @_;
	my $key = {Escape => "\x{E00C}", Tab => "\x{E004}",
	    Enter => "\x{E007}"}->{$name} // $name;

	$self->call(POST => '/actions', {actions => [{type => 'key',
	    id => 'keys', actions => [{type => 'keyDown', value => $key},
	    {type => 'keyUp', value => $key}]}]});
}

# Waits until the text of an element matches.
sub reads {
	my ($self, $selector, $like, $patience) = @_;

	return $self->until("$selector to read $like", sub {
		$self->text($selector) =~ $like;
	}, $patience);
}

1;
