using Demarc.Desk.People;
using Demarc.Desk.Store;

namespace Demarc.Desk.Cases;

/// <summary>What may stand on the cover of a case, and who may write it there.</summary>
internal static class CoverRules
{
    public const int LongestTitle = 300;

    /// <exception cref="DeskFault">The value means nothing, or it takes a right that who writes it has not.</exception>
    public static void Check(DeskWriting writing, string caseId, string what, string? value)
    {
        switch (what)
        {
            case "title" when string.IsNullOrWhiteSpace(value):
                throw Bad("a case needs a title", "案例需要标题");
            case "title" when value!.Length > LongestTitle:
                throw Bad($"a title may have {LongestTitle} characters", $"标题最多 {LongestTitle} 个字符");
            case "severity" when value is not ("a" or "b" or "c" or "d"):
                throw Bad("severity is a, b, c or d", "严重程度为 a、b、c 或 d");
            case "waiting-for" when value is not (WaitingFor.Us or WaitingFor.Customer or WaitingFor.ThirdParty or WaitingFor.Nobody):
                throw Bad("waiting-for is us, customer, third-party or nobody", "waiting-for 为 us、customer、third-party 或 nobody");
            case "language" when value is not ("zh" or "en"):
                throw Bad("language is zh or en", "language 为 zh 或 en");
            case "country" when value is not { Length: 2 } || !value.All(char.IsAsciiLetter):
                throw Bad("a country is two letters, such as cn", "国家为两个字母，如 cn");
            case "assignee":
                Assigning(writing, caseId, value);
                break;
        }
    }

    /// <summary>Whoever is assigned sees the case. A person may take one that is nobody's and give theirs back; all else is sharing it.</summary>
    private static void Assigning(DeskWriting writing, string caseId, string? value)
    {
        if (writing.Actor.Account is not { } account) return;
        if (IsFree(value) && IsFree(writing.Text("SELECT assignee FROM desk_case WHERE id = @1", caseId))) return;
        Authority.Require(writing, Right.Share);

        bool IsFree(string? assignee) => assignee is null || assignee == account || assignee == Authority.LoginOf(writing, account);
    }

    private static DeskFault Bad(string en, string zh) => new(DeskFaultKind.BadInput, new(en, zh));
}
