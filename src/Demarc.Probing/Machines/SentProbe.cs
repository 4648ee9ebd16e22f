namespace Demarc.Probing.Machines;

/// <summary>A probe that a machine has sent, and what came of it so far. The first answer counts, later ones are duplicates.</summary>
public sealed class SentProbe(Probe probe, TimeSpan askedAt)
{
    public Probe Probe { get; } = probe;

    /// <summary>When the machine asked for it; the answer knows better when it left.</summary>
    public TimeSpan AskedAt { get; } = askedAt;

    /// <summary>The round it belongs to, where its machine works in rounds.</summary>
    internal TraceRound? Round { get; init; }

    /// <summary>The first answer; null while there is none.</summary>
    public Reply? Reply { get; private set; }

    /// <summary>Answers after the first.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Nobody waited any more when the answer came: late, which is not lost.</summary>
    public bool Late { get; private set; }

    /// <summary>Whoever sent it has stopped waiting.</summary>
    public bool GivenUp { get; private set; }

    public bool Answered => Reply is not null;

    /// <summary>Still worth waiting for.</summary>
    public bool Pending => Reply is null && !GivenUp;

    /// <summary>Takes an answer; true when it is the first.</summary>
    public bool Take(Reply reply)
    {
        if (Reply is not null)
        {
            Duplicates++;
            return false;
        }

        Reply = reply;
        Late = GivenUp;
        return true;
    }

    /// <summary>Stops waiting for it.</summary>
    public void GiveUp() => GivenUp = true;
}
