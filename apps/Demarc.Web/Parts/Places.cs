using Demarc.Desk.Evidence;
using Demarc.Desk.Trials;

namespace Demarc.Web.Parts;

/// <summary>Where in the workbench a place in the evidence is shown.</summary>
internal static class Places
{
    /// <summary>The page of a cited place: the piece, the member inside it, the line.</summary>
    public static string Link(string number, Evidence cited) => cited.Source == TrialBook.Source ? $"/cases/{number}#trials" :
        Link(number, cited.Source.Split(' ')[0], EvidenceSight.MemberOf(cited.Source)) + (cited.Lines is [var line, ..] ? $"#L{line}" : "");

    /// <summary>The page of a member of a piece.</summary>
    public static string Link(string number, string label, string member) =>
        $"/cases/{number}/evidence/{label}" + (member.Length > 0 ? "?in=" + Uri.EscapeDataString(member) : "");
}
