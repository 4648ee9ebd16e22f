using Demarc.Model;

namespace Demarc.Desk.Letters;

/// <summary>
/// A verdict in one clause for somebody it concerns. It says what the evidence points to and how sure that is, accuses
/// nobody, and says plainly where nothing can be told yet.
/// </summary>
public static class VerdictSentence
{
    private static readonly Dictionary<string, Bilingual> Standings = new(StringComparer.Ordinal)
    {
        ["possible"] = new("possible", "可能"),
        ["likely"] = new("likely", "较可能"),
        ["very-likely"] = new("very likely", "很可能"),
        ["confirmed"] = new("confirmed", "已确认"),
    };

    /// <summary>The clause, without a full stop; in English it begins in lower case.</summary>
    public static Bilingual Of(Verdict verdict) => Of(verdict.Side, verdict.Standing);

    /// <summary>The same for a side and a standing alone.</summary>
    public static Bilingual Of(Side verdict, string standingId)
    {
        var standing = Standing(standingId);
        return verdict switch
        {
            Side.Healthy => new("the evidence so far shows no fault", "现有证据未见异常"),
            Side.Undetermined => new("the evidence cannot tell yet on which side the problem lies", "现有证据暂不能定界"),
            var side => new($"the evidence points to the {side.Name().En} ({standing.En})", $"现有证据指向{side.Name().Zh}侧（{standing.Zh}）"),
        };
    }

    /// <summary>The words of the glossary for a standing; the id where it is none.</summary>
    public static Bilingual Standing(string id) => Standings.GetValueOrDefault(id) ?? new(id, id);
}
