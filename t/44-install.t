#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What "make install" leaves is whole: files, units, an nginx configuration.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Beckon;
use File::Temp qw(tempdir);
use Test::More;

my $root = tempdir('beckon-XXXXXX', TMPDIR => 1, CLEANUP => 1);
chmod 0755, $root;

sub output {
	my (@command) = @_;
	open my $fh, '-|', @command or return '';
	local $/;
	my $text = scalar <$fh> // '';
	return close $fh ? $text : "failed: $text";
}

sub make {
	my (@arguments) = @_;
	local $ENV{MAKEFLAGS} = '';
	return system("make -s -C '$Beckon::BUILD' @arguments " .
	    ">'$root/log' 2>&1") == 0;
}

# Under a name of our own, wherever configure was told to go.
my $prefix = "$root/usr";
my $sbin = "$prefix/sbin";
my $where = "DESTDIR='$root' prefix=/usr exec_prefix=/usr";
ok(make("install $where"), 'make install')
    or do { done_testing; exit 1 };
for (qw(poll visit invite office pulse)) {
	ok -x "$prefix/libexec/beckon/$_", "the executable $_ is there";
}
like output("$sbin/beckonctl", 'version'), qr/^beckon \d/, 'beckonctl runs';
for (qw(www/embed.js www/assets www/away.html nginx/beckon.conf
    nginx/fastcgi.conf schema/grants.sql templates/signin.cs)) {
	ok -s "$prefix/share/beckon/$_", "$_ is there";
}

# --- nginx --------------------------------------------------------------------

my $nginx = "$prefix/share/beckon/nginx";
my $conf = output("$nginx/substitute", "$nginx/beckon.conf",
    'HOST=chat.example.org', "CERTIFICATE=$root/tls.pem",
    "CERTIFICATE_KEY=$root/tls.key", 'HTTP_LISTEN=127.0.0.1:8097',
    'TLS_LISTEN=127.0.0.1:8098');
like $conf, qr/server_name chat\.example\.org;/, 'nginx gets its name';
unlike $conf, qr/\@[A-Z_]+\@/, '... and nothing is left to fill in';
unlike $conf, qr/listen \[/, '... and listens where it is told to, only';
for (['/dev/null', 0], ['/etc/passwd', 2], ["$root/none", 0]) {
	my ($six, $n) = @$_;
	local $ENV{IF_INET6} = $six;
	my @listen = output("$nginx/substitute", "$nginx/beckon.conf",
	    'HOST=chat.example.org') =~ /^\tlisten \[::\]:(?:80|443 ssl.*);$/mg;
	is @listen, $n, $n ? 'a machine with IPv6 is reached by it'
	    : 'one without gets no address that it has not';
}
system 'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 ' .
    "-nodes -subj /CN=chat -keyout $root/tls.key -out $root/tls.pem " .
    ">$root/log 2>&1";
open my $fh, '>', "$root/nginx.conf" or die $!;
print $fh "pid $root/pid;\nevents {}\nhttp {\n";
print $fh "${_}_temp_path $root/$_;\n"
    for qw(client_body fastcgi proxy uwsgi scgi);
print $fh "access_log off;\n$conf}\n";
close $fh;
my $said = output('sh', '-c',
    "nginx -e $root/error.log -t -c $root/nginx.conf 2>&1");
like $said, qr/test is successful/, 'nginx takes it inside anybody\'s http{}';
unlike $said, qr/\[warn\]/, '... without a warning';

# --- systemd ------------------------------------------------------------------

my $units = "$prefix/lib/systemd/system";
my @services = glob "$units/*.service";
is scalar @services, 5, 'each executable has a service';
for my $file (@services) {
	my $text = do { local (@ARGV, $/) = $file; <> };
	$text =~ s{^ExecStart=\S+/(\w+) }{ExecStart=$prefix/libexec/beckon/$1 }m;
	open my $out, '>', $file or die $!;
	print $out $text;
}
is output('sh', '-c', "systemd-analyze verify --man=no $units/*.socket " .
    "@services 2>&1"), '', 'systemd understands the units';
for my $file (@services) {
	my ($name) = $file =~ m{([^/]+)$};
	my ($exposed) = output('sh', '-c',
	    "systemd-analyze security --offline=true $file 2>&1") =~
	    /exposure level for \S+: ([\d.]+)/;
	cmp_ok $exposed // 10, '<', 1.5, "$name is shut in";
}
ok -s "$prefix/lib/$_.d/beckon.conf", "$_ are there"
    for qw(tmpfiles sysusers);

ok make("uninstall $where"), 'make uninstall';
is output('find', $prefix, '-type', 'f'), '', '... leaves nothing';

done_testing;
