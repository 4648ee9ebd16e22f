using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// The probability of every side, and how much of it rests on measurement and on hearsay: split in proportion to the
/// log-odds that measured and reported signs add to the side.
/// </summary>
public static class SideShares
{
    /// <summary>All sides, most probable first, summing to 1 after rounding.</summary>
    public static IReadOnlyList<SideShare> Of(Ranking ranking)
    {
        var shares = Sides.All.Select(side => new { Side = side, P = ranking.Of(side) }).OrderByDescending(x => x.P).ThenBy(x => x.Side).ToArray();
        var rounded = shares.Select(x => Math.Round(x.P, 4)).ToArray();
        rounded[0] = Math.Round(rounded[0] + 1 - rounded.Sum(), 4);
        return [.. shares.Select((x, i) => Split(ranking, x.Side, rounded[i]))];
    }

    private static SideShare Split(Ranking ranking, Side side, double probability)
    {
        var (measured, reported) = (0.0, 0.0);
        for (var s = 0; s < ranking.Signs.Count; s++)
        {
            var gain = ranking.LogOddsGain(s, side);
            if (gain <= 0) continue;
            if (ranking.Signs[s].Reported) reported += gain;
            else measured += gain;
        }

        var hearsay = measured + reported > 0 ? Math.Round(probability * reported / (measured + reported), 4) : 0;
        return new(side, probability, Math.Round(probability - hearsay, 4), hearsay);
    }
}
