namespace Demarc.Mail.Sending;

/// <summary>What was said, line by line, for a person who looks into a failure. Bounded, control characters and secrets taken out.</summary>
internal sealed class SmtpTranscript(Secrets secrets)
{
    private const int MostLines = 400;
    private const int LongestLine = 500;
    private readonly List<string> _lines = [];

    public Secrets Secrets => secrets;

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Client(string line) => Add("C: ", line);

    public void Server(string line) => Add("S: ", line);

    public void Note(string line) => Add("-- ", line);

    private void Add(string who, string line)
    {
        if (_lines.Count > MostLines) return;
        if (_lines.Count == MostLines)
        {
            _lines.Add("-- more lines, not kept");
            return;
        }

        var clean = secrets.Hide(line);
        _lines.Add(who + (clean.Length > LongestLine ? clean[..LongestLine] + "…" : clean));
    }
}
