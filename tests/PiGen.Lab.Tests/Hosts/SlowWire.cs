using System.Globalization;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>A connection that takes its time, as ssh's ProxyCommand: not every kernel can delay a link.</summary>
public static class SlowWire
{
    /// <summary>Hands on what comes from either side once it is old enough, in its order: <c>slow-wire HOST PORT SECONDS</c>.</summary>
    private const string Script = """
        use strict;
        use warnings;
        use IO::Socket::INET;
        use Time::HiRes qw(time sleep);
        my ($host, $port, $delay) = @ARGV;
        sleep 2 * $delay;
        my $socket = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port) or die "$host:$port: $@\n";
        my @ways = ([\*STDIN, $socket, 1, []], [$socket, \*STDOUT, 1, []]);
        while (grep { $_->[2] || @{$_->[3]} } @ways) {
            my ($reading, $wait) = ('', undef);
            for my $way (@ways) {
                vec($reading, fileno $way->[0], 1) = 1 if $way->[2];
                my $left = @{$way->[3]} ? $way->[3][0][0] - time : next;
                $wait = $left if !defined $wait || $left < $wait;
            }
            select $reading, undef, undef, defined $wait && $wait < 0 ? 0 : $wait;
            for my $way (@ways) {
                my ($from, $to, $open, $queue) = @$way;
                if ($open && vec $reading, fileno $from, 1) {
                    $way->[2] = sysread $from, my $bytes, 65536;
                    push @$queue, [time + $delay, $bytes];
                }
                while (@$queue && $queue->[0][0] <= time) {
                    my $bytes = (shift @$queue)->[1];
                    exit if $bytes eq '';
                    while ($bytes ne '') { substr $bytes, 0, syswrite($to, $bytes) // exit, '' }
                }
            }
        }

        """;

    /// <summary>The laptop's way to the manager takes that long, there and back.</summary>
    public static void Lay(Laptop laptop, TimeSpan roundTrip)
    {
        var script = Path.Combine(laptop.Home, "slow-wire");
        Machine.Write(script, Script);
        var oneWay = (roundTrip / 2).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        laptop.Configure($"Host red.local\n  ProxyCommand /usr/bin/perl {script} %h %p {oneWay}\n");
    }
}
