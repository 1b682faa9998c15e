# SPDX-License-Identifier: ISC
# For prove: a test that was skipped has failed.  Tests mostly wait, so that
# several run at a time; what shakes or measures a system runs alone.
package Beckon::Harness;

use strict;
use warnings;
use parent 'TAP::Harness';

sub new {
	my ($class, $args) = @_;
	my $self = $class->SUPER::new({%$args, rules => {seq => [
	    {seq => '**/t/0*.t'},
	    {par => '{t/unit/*,t/desk/*,**/t/3*,**/t/4*,**/t/5*,**/t/6*}.t'},
	    {seq => '**'}]}});

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
