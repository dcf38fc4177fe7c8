#!/usr/bin/perl
# tests/e2e/supervisor.pl - plays the part of systemd for one service, where systemd is not PID 1
#
# usage: supervisor.pl ADDRESS:PORT FOLDER COMMAND...   (perl-base alone, so that a bare Debian has it)
# Holds the listening socket as lapak.socket does, passes it on as descriptor 3, hears sd_notify, and
# starts the command again whenever it ends. FOLDER gets: pid (of the command), notified (what it
# said, with the time), ended (its exit statuses). SIGTERM ends the command and then itself.
use strict;
use warnings;
use Fcntl;
use POSIX ();
use Socket;

my ($where, $folder, @command) = @ARGV;
my ($host, $port) = split /:/, $where;
my $stopping = 0;
my $child = 0;

socket(my $listener, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
setsockopt($listener, SOL_SOCKET, SO_REUSEADDR, 1);
bind($listener, pack_sockaddr_in($port, inet_aton($host))) or die "bind $where: $!";
listen($listener, 1024) or die "listen: $!";

my $path = "$folder/notify";
unlink $path;
socket(my $notify, PF_UNIX, SOCK_DGRAM, 0) or die "socket: $!";
bind($notify, pack_sockaddr_un($path)) or die "bind $path: $!";
chmod 0666, $path; # whoever the service runs as may speak

sub note {
	my ($file, $text) = @_;
	open(my $out, '>>', "$folder/$file") or die "$folder/$file: $!";
	print $out $text;
	close $out;
}

sub start {
	$child = fork() // die "fork: $!";
	if ($child == 0) {
		POSIX::dup2(fileno($listener), 3) // die "dup2: $!";
		if (fileno($listener) == 3) {
			fcntl($listener, F_SETFD, 0);
		}
		@ENV{qw(LISTEN_FDS LISTEN_PID NOTIFY_SOCKET)} = (1, $$, $path);
		$ENV{WATCHDOG_USEC} //= 2_000_000;
		exec @command or POSIX::_exit(127);
	}
	open(my $out, '>', "$folder/pid.new") or die $!;
	print $out "$child\n";
	close $out;
	rename "$folder/pid.new", "$folder/pid";
}

$SIG{TERM} = sub { $stopping = 1; kill 'TERM', $child };
$SIG{CHLD} = sub { };
start();
for (;;) {
	my $ready = '';
	vec($ready, fileno($notify), 1) = 1;
	if (select($ready, undef, undef, 0.05) > 0) {
		recv($notify, my $text, 4096, 0);
		note('notified', time . ' ' . join(' ', split(/\n/, $text)) . "\n");
	}
	next if waitpid($child, WNOHANG()) != $child;
	note('ended', ($? >> 8) . ' ' . ($? & 127) . "\n");
	last if $stopping;
	start();
}

sub WNOHANG { return POSIX::WNOHANG() }
