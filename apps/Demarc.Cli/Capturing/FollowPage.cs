using System.Globalization;
using Demarc.Cli.Printing;
using Demarc.Model;
using Demarc.Reporting.Captures;

namespace Demarc.Cli.Capturing;

/// <summary>One connection packet by packet.</summary>
internal sealed class FollowPage(Page page, Language language)
{
    private static readonly Dictionary<string, Bilingual> Notes = new(StringComparer.Ordinal)
    {
        ["retransmission"] = new("sent again", "重传"),
        ["out-of-order"] = new("out of order", "乱序"),
        ["copy"] = new("captured twice", "重复抓取"),
        ["zero-window"] = new("window closed", "窗口为 0"),
        ["keep-alive"] = new("keep-alive", "保活"),
        ["probe"] = new("window probe", "窗口探测"),
        ["duplicate-ack"] = new("duplicate ACK", "重复 ACK"),
        ["gap"] = new("octets before it are missing", "此前有字节缺失"),
        ["window-full"] = new("fills the window", "填满窗口"),
        ["reset"] = new("reset", "RST"),
    };

    private readonly CaptureWords _words = new(language);

    public void Write(Trail trail)
    {
        page.Writer.WriteLine(page.Bold($"{trail.Client} → {trail.Server}"));
        var before = 0.0;
        var rows = new List<string[]> { new[] { _words.Say("frame", "帧"), _words.Say("seconds", "秒"), _words.Say("since last", "间隔"), "", _words.Say("flags", "标志"), _words.Say("numbers", "序号"), "ACK", _words.Say("window", "窗口"), "" } };
        foreach (var row in trail.Rows)
        {
            rows.Add(
            [
                Text(row.Frame),
                row.Seconds is { } at ? at.ToString("0.000000", CultureInfo.InvariantCulture) : "",
                row.Seconds is { } now ? CaptureWords.Duration(Math.Max(0, now - before) * 1000) : "",
                row.FromClient ? "→" : "←",
                row.Flags,
                row.Length > 0 ? $"{Text(row.Sequence)}:{Text(row.Sequence + row.Length)} ({Text(row.Length)})" : Text(row.Sequence),
                row.Acknowledged is { } acknowledged ? Text(acknowledged) : "",
                Text(row.Window),
                row.Note is { } note ? Notes.TryGetValue(note, out var words) ? words.In(language) : note : "",
            ]);
            before = row.Seconds ?? before;
        }

        page.Rows(rows, indent: 0);
        if (trail.Beyond > 0) page.Paragraph(string.Create(CultureInfo.InvariantCulture, $"{_words.Say("and more packets:", "另有报文：")} {trail.Beyond}"));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
