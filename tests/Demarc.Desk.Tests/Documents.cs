using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Tests;

/// <summary>Small verdict documents and observations for the tests of this project.</summary>
internal static class Documents
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    /// <summary>A verdict whose next tests are those named.</summary>
    public static VerdictDocument Verdict(Side side = Side.Undetermined, string standing = "possible", params string[] tests) => new()
    {
        Version = "0.1.0",
        Subject = new("https://portal.example.com/", "intermittent", ["office-pc"], Morning, Morning.AddHours(1)),
        Verdict = new()
        {
            Side = side,
            Confidence = 0.7,
            Standing = standing,
            Summary = new("About half of the connections from the office get no answer, while another place works.", "办公室约半数连接没有应答，而另一地点正常。"),
        },
        Sides = [],
        Hypotheses = [],
        Harmless = [],
        Claims = [],
        Proposed = [],
        NextTests = [.. tests.Select(Next)],
        Evidence = [],
        Unread = [],
    };

    /// <summary>A test as the catalogue proposes it.</summary>
    public static NextTest Next(string test)
    {
        var definition = Model.Tests.Get(test);
        var text = TestTexts.Of(test);
        return new(test, 0.4, definition.Cost, definition.Where, null, definition.Permission, text.Do.En, text.Do.Zh);
    }

    public static Demarc.Model.Evidence Evidence(string source = "mail.txt") => new() { Source = source, Sha256 = new('0', 64), Kind = "report" };

    public static Moment At(DateTimeOffset time, ZoneKnowledge zone = ZoneKnowledge.Stated) => new(UtcTime.Text(time), time, zone);
}
