using System.Net;
using Demarc.Wire;

namespace Demarc.Wire.Tests;

public sealed class SynWriterTests
{
    [Fact]
    public void A_written_syn_reads_back_and_sums_up()
    {
        var (source, target) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("198.51.100.7"));
        var packet = new byte[SynWriter.Ipv4Length];
        SynWriter.WriteIpv4(packet, source.GetAddressBytes(), target.GetAddressBytes(), ttl: 7, sourcePort: 40000, port: 443, sequence: 0xdeadbeef);
        Ipv4View.TryParse(packet, out var ip).IsComplete.ShouldBeTrue();
        ip.IsWhole.ShouldBeTrue();
        ip.Source.ShouldBe(source);
        ip.Destination.ShouldBe(target);
        ip.Ttl.ShouldBe((byte)7);
        ip.DontFragment.ShouldBeTrue();
        TcpView.TryParse(ip.Payload, out var segment).IsComplete.ShouldBeTrue();
        segment.SourcePort.ShouldBe((ushort)40000);
        segment.DestinationPort.ShouldBe((ushort)443);
        segment.Sequence.ShouldBe(0xdeadbeef);
        segment.Flags.ShouldBe(TcpFlags.Syn);
        TcpOptions.TryFind(segment, TcpOptionKind.WindowScale, out var scale).ShouldBeTrue();
        scale[0].ShouldBe((byte)7);
        Checksum.Of(ip.Payload, Checksum.PseudoHeader(ip.SourceOctets, ip.DestinationOctets, 6, ip.Payload.Length)).ShouldBe((ushort)0);
    }
}
