using Demarc.Model;
using Demarc.Testing;
using Demarc.Testing.Captures;

namespace Demarc.Transcripts.Tests.Wfp;

/// <summary>Drops of Windows' filtering platform, from files made by a writer that follows Microsoft's pages.</summary>
public sealed class WfpReaderTests
{
    private static readonly string Dropped = WfpXml.Event("192.0.2.10", 49_812, "198.51.100.7", 443, 66_241);

    private static FirewallRule[] Read(string text) => [.. TranscriptReader.Read(new EvidenceText("netevents.xml", "", text), []).Observations.Cast<FirewallRule>()];

    [Fact]
    public void A_drop_names_filter_flow_program_and_time()
    {
        var drop = Read(WfpXml.Events(Dropped)).ShouldHaveSingleItem();
        (drop.Table, drop.Chain, drop.Target, drop.Position, drop.Packets).ShouldBe((FirewallRule.WindowsDrops, "out", "DROP", 66_241, 1));
        drop.Match.ShouldBe(@"tcp 192.0.2.10:49812 > 198.51.100.7:443, \device\harddiskvolume3\apps\shop & co.exe");
        drop.Time!.Utc.ShouldBe(new DateTimeOffset(2026, 5, 4, 8, 0, 12, 345, TimeSpan.Zero));
        drop.Evidence.Lines.ShouldBe([4, 36]);
    }

    [Fact]
    public void The_layer_tells_what_came_in_from_what_went_out_and_the_protocol_what_it_was()
    {
        Read(WfpXml.Events(
            WfpXml.Event("192.0.2.10", 3389, "198.51.100.9", 51_000, 12, layer: 44, direction: "OUT"),
            WfpXml.Event("2001:db8::10", 50_000, "2001:db8::53", 53, 13, layer: 50, protocol: 17, program: ""),
            WfpXml.Event("192.0.2.10", 0, "198.51.100.9", 0, 14, layer: 1, protocol: 1)))
            .Select(it => (it.Chain, it.Match!.Split(',')[0])).ShouldBe([("in", "tcp 192.0.2.10:3389 > 198.51.100.9:51000"), ("out", "udp [2001:db8::10]:50000 > [2001:db8::53]:53"), (null, "icmp 192.0.2.10:0 > 198.51.100.9:0")]);
    }

    [Fact]
    public void What_was_let_through_and_what_a_host_says_to_itself_is_no_drop() =>
        Read(WfpXml.Events(WfpXml.Event("192.0.2.10", 1, "198.51.100.7", 443, 1, type: "CLASSIFY_ALLOW"), WfpXml.Event("127.0.0.1", 1, "127.0.0.1", 443, 2), WfpXml.Event("192.0.2.10", 1, "192.0.2.10", 443, 2, loopback: true), Dropped)).ShouldHaveSingleItem();

    [Fact]
    public void Filters_that_block_are_known_by_number_and_name()
    {
        var filters = Read(WfpXml.State((66_241, "Block apps &lt;corp&gt;", "FWP_ACTION_BLOCK"), (5, "Allow", "FWP_ACTION_PERMIT"), (7, "Block inbound", "FWP_ACTION_BLOCK")));
        filters.Select(it => (it.Table, it.Position, it.Match, it.Chain)).ShouldBe([(FirewallRule.WindowsFilters, 66_241, "Block apps <corp>", "FWPM_LAYER_ALE_AUTH_CONNECT_V4"), (FirewallRule.WindowsFilters, 7, "Block inbound", "FWPM_LAYER_ALE_AUTH_CONNECT_V4")]);
    }

    [Fact]
    public void A_document_type_and_entities_are_lines_like_any_others()
    {
        const string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>\n";
        Read(bomb + WfpXml.Events(Dropped.Replace("S-1-5-18", "&c;&c;&c;", StringComparison.Ordinal))).ShouldHaveSingleItem();
        Read(string.Concat(Enumerable.Repeat("<item>\n", 50_000)) + WfpXml.Events(Dropped)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Damage_breaks_nothing()
    {
        var text = WfpXml.Events(Dropped) + WfpXml.State((66_241, "Block", "FWP_ACTION_BLOCK"));
        foreach (var damaged in Mutations.Prefixes(text).Where((_, at) => at % 7 == 0).Concat(Mutations.Flips(text).Where((_, at) => at % 11 == 0)).Concat(Mutations.Lines(text))) Read(damaged);
    }
}
