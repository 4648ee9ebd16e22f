using Demarc.Model;
using Demarc.Transcripts.Mtr;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Mtr;

public sealed class MtrMachineTests
{
    private const string Json = """
        {
          "report": {
            "mtr": {
              "src": "probe-1",
              "dst": "192.0.2.9",
              "tests": "5"
            },
            "hubs": [{
              "count": "1",
              "host": "???",
              "Loss%": 100.00,
              "Snt": 5,
              "Last": 0.00
            },
            {
              "count": 2,
              "host": "far.example.net (192.0.2.9)",
              "Loss%": 20.00,
              "Snt": 5,
              "Last": 0.93,
              "Avg": 0.94,
              "Best": 0.93,
              "Wrst": 0.95,
              "StDev": 0.01
            }]
          }
        }
        """;

    private const string Xml = """
        <?xml version="1.0"?>
        <MTR SRC="probe-1" DST="192.0.2.1" TOS="0x0" PSIZE="64" BITPATTERN="0x00" TESTS="3">
            <HUB COUNT="1" HOST="gw.example.net">
                <Loss%>  0.0%</Loss%>
                <Snt>     3</Snt>
                <Avg>   2.2</Avg>
            </HUB>
            <HUB COUNT="2" HOST="192.0.2.1">
                <Loss> 33.3%</Loss>
                <Snt>     3</Snt>
                <Avg>   4.1</Avg>
            </HUB>
        </MTR>
        """;

    private const string Csv = """
        Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev,
        MTR.UNKNOWN,1585927882,OK,www.example.com,1,gw.example.net,10.00,10,1,16.19,10.38,4.89,16.19,3.88
        MTR.UNKNOWN,1585927882,OK,www.example.com,2,198.51.100.7,0.00,10,0,27.13,30.22,22.72,65.25,12.67
        MTR.UNKNOWN,1585927882,OK,www.example.com,2,198.51.100.8,0.00,10,0,27.13,30.22,22.72,65.25,12.67
        MTR.UNKNOWN,1585927882,OK,www.example.com,3,???,100.00,10,10,0.00,0.00,0.00,0.00,0.00
        """;

    private const string Raw = """
        x 0 33000
        h 0 192.168.0.1
        h 0 192.168.0.1
        p 0 1409 33000
        x 1 33001
        x 2 33002
        h 2 192.0.2.9
        d 2 far.example.net
        p 2 10394 33002
        x 3 33003
        h 3 192.0.2.9
        p 3 10949 33003
        x 0 33004
        """;

    [Fact]
    public void Json_is_read_by_its_names_whatever_is_quoted()
    {
        var trace = One(new MtrDocumentReader(), Json);
        (trace.Vantage, trace.Target, trace.Reached).ShouldBe(("probe-1", "192.0.2.9", true));
        trace.Hops!.Select(hop => (hop.Ttl, hop.Sent, hop.Lost)).ShouldBe([(1, 5, 5), (2, 5, 1)]);
        trace.Hops![0].Responders.ShouldBeEmpty();
        trace.Hops![1].Responders.ShouldBe([new("192.0.2.9", "far.example.net")]);
        trace.Hops![1].Rtt.ShouldBe(new RttSummary(0.93, 0.94, 0.93, 0.95, 0.01));
        Blocks.Lines(trace).ShouldBe([3, 27]);
    }

    [Fact]
    public void A_report_without_hops_is_kept_though_it_is_not_well_formed() =>
        One(new MtrDocumentReader(), "{\n  \"report\": {\n    \"mtr\": {\n      \"dst\": \"192.0.2.9\"\n    },\n    \"hubs\": [  }\n}").Hops!.ShouldBeEmpty();

    [Fact]
    public void Xml_is_read_although_an_element_is_called_by_a_percent_sign()
    {
        var trace = One(new MtrDocumentReader(), Xml);
        trace.Hops!.Select(hop => (hop.Ttl, hop.Sent, hop.Lost, hop.LossPercent, hop.Rtt!.Avg)).ShouldBe([(1, 3, 0, 0, 2.2), (2, 3, 1, 33.3, 4.1)]);
        trace.Reached.ShouldBe(true);
    }

    [Fact]
    public void Csv_rows_of_one_hop_are_its_addresses()
    {
        var trace = One(new MtrCsvReader(), Csv);
        (trace.Target, trace.Time!.Utc, trace.Reached).ShouldBe(("www.example.com", new DateTimeOffset(2020, 4, 3, 15, 31, 22, TimeSpan.Zero), null));
        trace.Hops!.Select(hop => (hop.Ttl, hop.Sent, hop.Lost, hop.Responders.Count)).ShouldBe([(1, 10, 1, 1), (2, 10, 0, 2), (3, 10, 10, 0)]);
        trace.Hops![0].Rtt!.StdDev.ShouldBe(3.88);
        One(new MtrCsvReader(), Csv.Split('\n', 2)[1].Replace(',', ';')).Hops!.Count.ShouldBe(3, "0.84 has semicolons and no heading");
    }

    [Fact]
    public void Raw_lines_count_probes_and_what_lies_beyond_the_target_is_the_target_again()
    {
        var trace = One(new MtrRawReader(), Raw);
        trace.Hops!.Select(hop => (hop.Ttl, hop.Sent, hop.Lost)).ShouldBe([(1, 2, 1), (2, 1, 1), (3, 1, 0)]);
        trace.Hops![2].Responders.ShouldBe([new("192.0.2.9", "far.example.net")]);
        trace.Hops![2].RttMs.ShouldBe([10.394]);
        trace.Reached.ShouldBeNull("raw lines name no target");
    }

    [Theory]
    [InlineData("x 0 33000\nand then h 0 nothing")]
    [InlineData("h 0 is the height of the box")]
    [InlineData("\"mtr\": is a tool")]
    [InlineData("MTR. Smith, 12, said so")]
    public void Prose_is_none(string text)
    {
        foreach (var reader in (ITranscriptReader[])[new MtrRawReader(), new MtrCsvReader(), new MtrDocumentReader()]) Blocks.Observations(reader, text).ShouldBeEmpty();
    }

    [Fact]
    public void Survives_damage()
    {
        Blocks.Survives(new MtrDocumentReader(), Json, every: 3);
        Blocks.Survives(new MtrDocumentReader(), Xml, every: 3);
        Blocks.Survives(new MtrCsvReader(), Csv, every: 3);
        Blocks.Survives(new MtrRawReader(), Raw);
    }

    private static PathTrace One(ITranscriptReader reader, string text) => Blocks.Observations(reader, text).ShouldHaveSingleItem().ShouldBeOfType<PathTrace>();
}
