using Demarc.Model;
using Demarc.Transcripts.ErrorTexts;
using Demarc.Transcripts.Netcat;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Netcat;

/// <summary>One connection by netcat: it connects to what it is given and to nothing else, so a bare address will do.</summary>
public sealed class NetcatTests
{
    private static readonly ITranscriptReader[] Readers = [new NetcatReader(), new ProgramErrorReader()];

    [Theory]
    [InlineData("Connection to 203.0.113.66 5432 port [tcp/postgresql] succeeded!", "203.0.113.66 203.0.113.66 5432 ok")]
    [InlineData("Connection to db.example.com (203.0.113.66) 5432 port [tcp/*] succeeded!", "db.example.com 203.0.113.66 5432 ok")]
    [InlineData("Ncat: Connected to 203.0.113.66:5432.", "203.0.113.66 203.0.113.66 5432 ok")]
    [InlineData("nc: connect to 203.0.113.66 port 5432 (tcp) timed out: Operation now in progress", "203.0.113.66 203.0.113.66 5432 timeout")]
    [InlineData("nc: connect to 203.0.113.66 port 5432 (tcp) failed: Connection refused", "203.0.113.66 203.0.113.66 5432 refused")]
    public void A_connection_opens_or_fails(string line, string expected) =>
        Connections(line).Select(it => $"{it.Target} {it.TargetAddress} {it.Port} {it.Outcome}").ShouldBe([expected]);

    [Theory]
    [InlineData("Connection to 203.0.113.66 53 port [udp/domain] succeeded!")]
    [InlineData("Connection to the branch succeeded!")]
    [InlineData("Connection to 203.0.113.66 closed by remote host.")]
    public void Other_lines_are_no_connections(string line) => Connections(line).ShouldBeEmpty();

    private static IEnumerable<Connect> Connections(string line) => Blocks.Of(line, Readers).SelectMany(block => block.Observations).OfType<Connect>();

    [Fact]
    public void Damage_breaks_nothing() => Blocks.Survive("Connection to db.example.com (203.0.113.66) 5432 port [tcp/*] succeeded!\nNcat: Connected to [2001:db8::5]:443.", Readers);
}
