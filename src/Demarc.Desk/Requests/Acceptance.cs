using Demarc.Model;

namespace Demarc.Desk.Requests;

/// <summary>Why something that came does not meet a criterion, or that nothing came.</summary>
public enum Shortfall
{
    NothingCame,
    OtherHost,
    OtherPlace,
    PlaceNotKnown,
    OtherTime,
    TimeNotKnown,
    OnlyOneEnd,
    TooFew,
}

/// <summary>An observation that would have met a criterion but for one thing.</summary>
/// <param name="Detail">What it was instead: the other host, place or time; null when there is nothing to name.</param>
public sealed record NearMiss(Observation Observation, Shortfall Why, string? Detail);

/// <summary>How far one criterion is met.</summary>
/// <param name="IsMet">All of it is there.</param>
/// <param name="Count">Attempts or observations that count.</param>
/// <param name="By">What they rest on.</param>
/// <param name="Missing">Why it is not met; null when it is.</param>
/// <param name="Near">What came and does not count, and why.</param>
public sealed record CriterionState(Criterion Criterion, bool IsMet, int Count, IReadOnlyList<Observation> By, Shortfall? Missing, IReadOnlyList<NearMiss> Near)
{
    /// <summary>The same for people, in one sentence.</summary>
    public Bilingual Words => ShortfallWords.Of(this);
}

/// <summary>Holds what came against what was asked. Pure: the same evidence gives the same answer.</summary>
public static class Acceptance
{
    /// <summary>Two ends count as measured together when their times lie this close.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMinutes(5);

    /// <summary>The state of every criterion, in their order.</summary>
    public static IReadOnlyList<CriterionState> Met(IReadOnlyList<Criterion> criteria, IEnumerable<Observation> observations)
    {
        var all = observations.ToList();
        List<CriterionState> states = [.. criteria.Select(criterion => State(criterion, Candidates(criterion, all)))];
        if (states.Count(state => state.Criterion.Paired) < 2) return states;
        return [.. states.Select(state => state.Criterion.Paired && state.IsMet ? Pair(state, states.Where(other => other.Criterion.Paired && !ReferenceEquals(other, state))) : state)];
    }

    private static List<(Observation Observation, NearMiss? Miss)> Candidates(Criterion criterion, IReadOnlyList<Observation> all)
    {
        var hosts = criterion.Host is { } host ? new ObservedHosts(host, criterion.Addresses, all) : null;
        return [.. all.Where(one => criterion.Kinds.Contains(one.Kind)).Select(one => (one, Check(criterion, one, hosts)))];
    }

    private static CriterionState State(Criterion criterion, List<(Observation Observation, NearMiss? Miss)> candidates)
    {
        List<Observation> good = [.. candidates.Where(it => it.Miss is null).Select(it => it.Observation)];
        List<NearMiss> near = [.. candidates.Where(it => it.Miss is not null).Select(it => it.Miss!)];
        var count = good.Sum(Weight);
        Shortfall? missing = count >= criterion.Least ? null : count > 0 ? Shortfall.TooFew : near.Count > 0 ? near[0].Why : Shortfall.NothingCame;
        return new(criterion, missing is null, count, good, missing, near);
    }

    private static int Weight(Observation observation) => observation switch
    {
        Connect { Attempts: { } attempts } => attempts,
        Trial { Repeats: { } repeats } => repeats,
        _ => 1,
    };

    private static NearMiss? Check(Criterion criterion, Observation observation, ObservedHosts? hosts)
    {
        if (hosts is not null && !hosts.IsAbout(observation)) return new(observation, Shortfall.OtherHost, ObservedHosts.Named(observation));
        if (ObservedPlace.Check(criterion, observation) is { } place) return new(observation, place, observation.Vantage);
        if (criterion.Window is not { } window) return null;
        var time = Time(observation);
        if (time?.Utc is not { } instant || time.Zone is ZoneKnowledge.Doubtful) return new(observation, Shortfall.TimeNotKnown, time?.Text);
        return window.Holds(instant) ? null : new(observation, Shortfall.OtherTime, UtcTime.Text(instant));
    }

    /// <summary>Keeps what the other end has a counterpart of at the same time.</summary>
    private static CriterionState Pair(CriterionState state, IEnumerable<CriterionState> others)
    {
        List<DateTimeOffset> times = [.. others.SelectMany(other => other.By).Select(one => Time(one)?.Utc).OfType<DateTimeOffset>()];
        if (times.Count == 0) return Alone(state);
        var together = state.By.Where(one => Time(one)?.Utc is { } at && times.Exists(time => (time - at).Duration() <= Together)).ToList();
        var count = together.Sum(Weight);
        return count >= state.Criterion.Least ? state with { By = together, Count = count } : Alone(state);
    }

    private static CriterionState Alone(CriterionState state) => state with
    {
        IsMet = false,
        Count = 0,
        By = [],
        Missing = Shortfall.OnlyOneEnd,
        Near = [.. state.By.Select(one => new NearMiss(one, Shortfall.OnlyOneEnd, Time(one)?.Text)), .. state.Near],
    };

    private static Moment? Time(Observation observation) => observation.Time ?? observation.Evidence.Time;
}
