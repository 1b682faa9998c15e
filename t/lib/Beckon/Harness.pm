# SPDX-License-Identifier: ISC
# For prove: a test that was skipped has failed.
package Beckon::Harness;

use strict;
use warnings;
use parent 'TAP::Harness';

sub new {
	my ($class, @rest) = @_;
	my $self = $class->SUPER::new(@rest);

	$self->callback(made_parser => sub {
		my ($parser) = @_;

		$parser->callback(test => sub {
			$parser->_add_error('skipped: ' . $_[0]->description)
			    if $_[0]->has_skip;
		});
		$parser->callback(plan => sub {
			$parser->_add_error('skipped, all of it')
			    if $_[0]->has_skip;
		});
	});
	return $self;
}

1;
