using System.Globalization;

namespace PiGen.Lab.Tests.Hosts;

/// <summary>A way that takes its time, by a port of the laptop's own: not every kernel can delay a link.</summary>
public static class SlowWire
{
    private const int Port = 2222;

    /// <summary>Hands on what comes from either side once it is old enough, in its order: <c>slow-wire PORT HOST PORT SECONDS</c>.</summary>
    private const string Script = """
        use strict;
        use warnings;
        use IO::Socket::INET;
        use Time::HiRes qw(time sleep);
        my ($own, $host, $port, $delay) = @ARGV;
        my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $own, Listen => 64, ReuseAddr => 1)
            or die "port $own: $@\n";
        $SIG{CHLD} = 'IGNORE';
        $| = 1;
        print "listening\n";
        my $client;
        while (1) {
            $client = $listener->accept or next;
            last if !fork;
        }
        close $listener;
        sleep 2 * $delay;
        my $socket = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port) or die "$host:$port: $@\n";
        my @ways = ([$client, $socket, 1, []], [$socket, $client, 1, []]);
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

    /// <summary>The laptop's way to the manager takes that long, there and back, until the answer is disposed of.</summary>
    public static IDisposable Lay(Laptop laptop, TimeSpan roundTrip)
    {
        var script = Path.Combine(laptop.Home, "slow-wire");
        Machine.Write(script, Script);
        var oneWay = (roundTrip / 2).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        laptop.Configure($"Host red.local\n  HostName 127.0.0.1\n  Port {Port}\n  HostKeyAlias red.local\n");
        var wire = laptop.Start("perl", script, $"{Port}", LabNetwork.ManagerAddress, "22", oneWay);
        wire.WaitFor("listening");
        return wire;
    }
}
