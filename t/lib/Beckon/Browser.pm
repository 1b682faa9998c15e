# SPDX-License-Identifier: ISC
# Someone at the office's pages without a screen: cookies, Origin, and the
# form token of the last page are sent as a browser would.
package Beckon::Browser;

use strict;
use warnings;

use Carp qw(croak);
use HTTP::Tiny;

sub new {
	my ($class, %with) = @_;
	my $self = bless {cookies => {}, csrf => '', %with}, $class;

	$self->{http} = HTTP::Tiny->new(timeout => 20, max_redirect => 0,
	    agent => 'Mozilla/5.0 (X11; Linux x86_64) beckon-test');
	return $self;
}

# Any request; a path is of the office.  Options: headers, content.
sub request {
	my ($self, $method, $url, $options) = @_;
	my %headers = %{$options->{headers} // {}};
	my $jar = $self->{cookies};

	$url = $self->{base} . $url if $url =~ m{^/};
	$headers{Cookie} //= join '; ', map { "$_=$jar->{$_}" } sort keys %$jar
	    if %$jar;
	delete $headers{$_} for grep { !defined $headers{$_} } keys %headers;
	my $reply = $self->{http}->request($method, $url, {
		headers => \%headers, peer => '127.0.0.1',
		defined $options->{content} ?
		    (content => $options->{content}) : ()});
	$self->_remember($reply);
	return $reply;
}

sub _remember {
	my ($self, $reply) = @_;
	my $set = $reply->{headers}{'set-cookie'} // [];

	for (ref $set ? @$set : $set) {
		my ($name, $value, $rest) = /^([^=]+)=([^;]*)(.*)$/ or next;
		if ($value eq '' || $rest =~ /max-age=0\b/i) {
			delete $self->{cookies}{$name};
		} else {
			$self->{cookies}{$name} = $value;
		}
	}
	$self->{csrf} = $1
	    if ($reply->{content} // '') =~ /name="csrf" value="([0-9a-f]+)"/;
}

sub get {
	my ($self, $url, %headers) = @_;

	return $self->request(GET => $url, {headers => \%headers});
}

# A form: its fields, the token and Origin unless they are given.
sub post {
	my ($self, $url, $fields, %headers) = @_;
	my %all = (csrf => $self->{csrf}, %{$fields // {}});

	delete $all{$_} for grep { !defined $all{$_} } keys %all;
	%headers = (Origin => $self->{base}, 'Sec-Fetch-Site' => 'same-origin',
	    'Content-Type' => 'application/x-www-form-urlencoded', %headers);
	return $self->request(POST => $url, {headers => \%headers,
		content => $self->{http}->www_form_urlencode(\%all)});
}

# Signs in as the first operator, or as whoever is given.
sub sign_in {
	my ($self, $login, $password) = @_;
	my $beckon = $self->{beckon};

	$self->get('/office/signin');
	my $reply = $self->post('/office/signin', {
		login => $login // $beckon->env('ADMIN_LOGIN'),
		password => $password // $beckon->env('ADMIN_PASSWORD')});
	croak "sign-in: $reply->{status}" if $reply->{status} != 303;
	$self->get('/office/');
	return $self;
}

1;
