using System.Globalization;
using Demarc.Model;

namespace Demarc.Desk.Requests;

/// <summary>What is still missing, in one sentence that can go into a follow-up as it is.</summary>
internal static class ShortfallWords
{
    public static Bilingual Of(CriterionState state)
    {
        var criterion = state.Criterion;
        var place = PlaceWords.Place(criterion.Place ?? "any");
        var detail = state.Near.FirstOrDefault(miss => miss.Why == state.Missing)?.Detail;
        return state.Missing switch
        {
            null => new("We have received what was needed here.", "此项所需内容已收到。"),
            Shortfall.NothingCame => new($"Nothing of this has reached us yet (to be run at: {place.En}).", $"尚未收到此项内容（执行位置：{place.Zh}）。"),
            Shortfall.OtherHost => new($"What came is about {detail ?? "another host"}; we need it for {criterion.Host}.", $"收到的内容针对{Spaced(detail) ?? "其他主机"}，需要的是针对 {criterion.Host} 的结果。"),
            Shortfall.OtherPlace => new($"What came is from {detail ?? "another place"}; we need it from {place.En}.", $"收到的内容来自{Spaced(detail) ?? "其他位置"}，需要的是在{place.Zh}上的结果。"),
            Shortfall.PlaceNotKnown => new($"What came does not tell where it was run; we need it from {place.En}.", $"收到的内容未注明在何处执行，需要的是在{place.Zh}上的结果。"),
            Shortfall.OtherTime => new($"What came was measured at {detail}; we need it from {criterion.Window?.Text}.", $"收到的内容测于 {detail}，需要的时间范围是 {criterion.Window?.Text}。"),
            Shortfall.TimeNotKnown => new("What came does not tell for certain when it was measured, with the time zone.", "收到的内容没有明确的测量时间和时区。"),
            Shortfall.OnlyOneEnd => new("Only one end has been measured; we need both ends of the same time.", "目前只有一端的测量，需要两端同一时间的结果。"),
            _ => new($"{Number(state.Count)} came; we need at least {Number(criterion.Least)}.", $"收到 {Number(state.Count)} 次，至少需要 {Number(criterion.Least)} 次。"),
        };
    }

    /// <summary>A name inside a Chinese sentence: a blank where it meets Han with a Latin letter.</summary>
    private static string? Spaced(string? name) => name is null ? null : name.Length > 0 && name[0] < 0x2E80 ? $" {name} " : name;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
