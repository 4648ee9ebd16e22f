namespace Demarc.Mail.Reading;

/// <summary>Problems as they are met: each kind once for each place, and not more than the limit.</summary>
internal sealed class ProblemList(int limit)
{
    private readonly List<MailProblem> problems = [];
    private readonly HashSet<(string Code, string Where)> told = [];
    private int untold;

    public void Add(string code, string where, string detail = "")
    {
        if (told.Contains((code, where))) return;
        if (problems.Count >= limit)
        {
            untold++;
            return;
        }

        told.Add((code, where));
        problems.Add(new(code, where, Short(detail)));
    }

    public IReadOnlyList<MailProblem> ToList() =>
        untold == 0 ? [.. problems] : [.. problems, new(MailProblemCode.TooManyProblems, "message", untold.ToString())];

    // A detail is a word out of the message: short, on one line.
    private static string Short(string detail)
    {
        const int longest = 120;
        var line = PlainLines.OneLine(detail);
        if (line.Length <= longest) return line;
        var end = char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest;
        return line[..end] + "…";
    }
}
