using Demarc.Model;

namespace Demarc.Artifacts.Unpacking;

/// <summary>One step through an archive: a member's bytes, a problem, or both when only part of it could be unpacked.</summary>
/// <param name="Source">Full name, such as <c>bundle.zip!dir/a.txt</c>.</param>
internal sealed record Member(string Source, HeldContent? Bytes, Bilingual? Problem);

/// <summary>Steps through an archive without throwing on its content: what breaks off is reported and the walk ends.</summary>
internal abstract class MemberReader(string container, Allowance allowance) : IDisposable
{
    private bool _ended;

    protected string Container => container;

    protected Allowance Allowance => allowance;

    /// <summary>The next member or problem; null at the end.</summary>
    public Member? Next()
    {
        if (_ended) return null;
        try
        {
            if (Advance() is { } member) return member;
            _ended = true;
            return null;
        }
        catch (RefusedException refused)
        {
            return End(refused.Reason);
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            return End(Reasons.Damaged(container));
        }
    }

    public abstract void Dispose();

    /// <summary>The next member; null at the end. What it throws about the content ends the walk.</summary>
    protected abstract Member? Advance();

    /// <summary>Ends the walk with a problem of the whole archive.</summary>
    protected Member End(Bilingual problem)
    {
        _ended = true;
        return new(container, null, problem);
    }

    /// <summary>Counts a member; false when there were too many.</summary>
    protected bool Count()
    {
        allowance.CancellationToken.ThrowIfCancellationRequested();
        return ++allowance.Entries <= allowance.Limits.Entries;
    }

    protected Member TooMany() => End(Reasons.TooManyEntries(container, allowance.Limits.Entries));

    /// <summary>Holds a member's bytes; a break is told together with what came before it.</summary>
    protected Member Take(string source, Stream stream)
    {
        var held = HeldContent.TakeIn(source, stream, allowance, out var fault);
        if (fault is not null && held.Length == 0)
        {
            held.Dispose();
            return new(source, null, fault);
        }

        return new(source, held, fault);
    }
}
