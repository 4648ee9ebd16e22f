using System.Diagnostics;
using System.Text;
using Demarc.Captures;
using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts;

namespace Demarc.Acceptance.Tests.Cli;

/// <summary>Packets printed by the real tcpdump tell what the packets themselves tell, as far as text shows it.</summary>
public sealed class PrintedPacketsTests
{
    private const string Tcpdump = "/usr/bin/tcpdump";

    public static TheoryData<string, string> Captures => new(
        from file in new[] { "loss_4pct_s2c.server", "loss_4pct_s2c.client", "syn_silent_drop.client", "port_closed.client", "pmtud_works.server", "server_think_2s.client", "baseline.client", "reject_icmp_admin.client" }
        from options in new[] { "-nn -tt", "-nn -v -tttt", "-n -S" }
        select ($"lab/{file}.pcap", options));

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task The_text_of_a_capture_meets_the_same_analysis(string file, string options)
    {
        var path = Repository.Shared("corpus", "captures", file);
        if (!File.Exists(Tcpdump)) Assert.Skip("tcpdump is not installed");
        var text = await Printed(path, options);
        using var stream = File.OpenRead(path);

        var packets = CaptureReader.Read(file, () => "", stream, cancellationToken: TestContext.Current.CancellationToken).Connections.OrderBy(it => it.Client, StringComparer.Ordinal).ToList();
        var printed = TranscriptReader.Read(new EvidenceText("paste.txt", "", Encoding.UTF8.GetString(text))).Observations.OfType<TcpConnection>().OrderBy(it => it.Client, StringComparer.Ordinal).ToList();

        printed.Select(Summary).ShouldBe(packets.Select(Summary));
    }

    /// <summary>What text shows as well: ends, state, handshake, options, sizes, counts, and where it was captured.</summary>
    private static string Summary(TcpConnection it) =>
        $"{it.Client}>{it.Server} {it.State} {it.ResetBy} {it.HandshakeMs} {it.Mss} {it.WindowScale} {it.Bytes} {it.LargestSegment} {it.Place} resent {it.Counts?.Demarc?.Retransmissions} late {it.Counts?.Demarc?.OutOfOrder} closed {it.Counts?.Demarc?.ZeroWindow}";

    private static async Task<byte[]> Printed(string path, string options)
    {
        using var process = Process.Start(new ProcessStartInfo(Tcpdump, $"{options} -r {path}") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(text, TestContext.Current.CancellationToken);
        await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text.ToArray();
    }
}
