using Demarc.Model;

namespace Demarc.Transcripts.Pinging;

/// <summary>Adds up the rows of one run of ping.</summary>
internal sealed class PingTally
{
    private const int MostValues = 10_000;         // of RTTs kept one by one; a run over a day has more rows than anyone needs
    private readonly List<double?> _rtts = [];
    private readonly List<int> _ttls = [];
    private readonly List<PingError> _errors = [];

    public string? Target { get; set; }

    public string? TargetAddress { get; set; }

    public int? Size { get; set; }

    public bool? Df { get; set; }

    public int? Mtu { get; set; }

    public bool Interrupted { get; set; }

    /// <summary>Echo replies counted, without duplicates.</summary>
    public int Replies { get; private set; }

    /// <summary>Answers and failures counted that were no echo replies.</summary>
    public int Failures { get; private set; }

    /// <summary>Failures that came as an answer from some address: Windows counts them as received.</summary>
    public int Answered { get; private set; }

    public int Duplicates { get; private set; }

    /// <summary>Any row at all, so the lists are known to be complete even if empty.</summary>
    public bool HasRows => Replies + Failures + Duplicates > 0;

    public void Reply(double? ms, int? ttl, bool duplicate = false)
    {
        if (duplicate) Duplicates++;
        else
        {
            Replies++;
            if (_rtts.Count < MostValues) _rtts.Add(ms);
        }

        if (ttl is { } value && !_ttls.Contains(value) && _ttls.Count < 256) _ttls.Add(value);
    }

    public void Failure(string code, string? from, int count = 1)
    {
        Failures += count;
        if (from is not null) Answered += count;
        if (code == PingFailures.TooBig) Df = true;
        for (var i = 0; i < _errors.Count; i++)
        {
            if (_errors[i].Code != code || _errors[i].From != from) continue;
            _errors[i] = _errors[i] with { Count = _errors[i].Count + count };
            return;
        }

        if (_errors.Count < 256) _errors.Add(new(code, from, count));
    }

    /// <summary>The observation, cited on those lines.</summary>
    public Ping Observe(BlockContext context, int first, int last, int? sent, int? received, int? duplicates = null, string tool = "ping")
    {
        var evidence = context.Cite(Kinds.Ping, tool, first, last);
        return new()
        {
            Tool = tool,
            Vantage = evidence.Vantage,
            Time = evidence.Time,
            Target = Target ?? TargetAddress,
            TargetAddress = TargetAddress,
            Size = Size,
            Df = Df,
            Sent = sent,
            Received = received,
            Errors = HasRows ? [.. _errors] : null,
            RttMs = HasRows ? [.. _rtts] : null,
            ReplyTtls = HasRows ? [.. _ttls] : null,
            Duplicates = duplicates ?? (Duplicates > 0 ? Duplicates : null),
            Interrupted = Interrupted ? true : null,
            Mtu = Mtu,
            Evidence = evidence,
        };
    }
}
