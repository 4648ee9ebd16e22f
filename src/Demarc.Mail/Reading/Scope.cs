namespace Demarc.Mail.Reading;

/// <summary>What every step of reading needs: limits, the list of problems, the place that is being read, and the way to stop.</summary>
internal sealed record Scope(MailLimits Limits, ProblemList Problems, PartCount Parts, string Where, CancellationToken Cancel)
{
    public void Problem(string code, string detail = "") => Problems.Add(code, Where, detail);

    public Scope At(string field) => this with { Where = $"header {field}" };
}

/// <summary>Parts so far, of the message and of all nested in it.</summary>
internal sealed class PartCount(int limit)
{
    private int count;

    public bool Take() => ++count <= limit;
}
