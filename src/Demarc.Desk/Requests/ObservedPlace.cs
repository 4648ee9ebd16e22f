using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Requests;

/// <summary>Whether an observation comes from the place that was asked. A capture shows by itself at which end it was taken.</summary>
internal static class ObservedPlace
{
    /// <summary>What is wrong with the place; null when it fits or no place was asked for.</summary>
    public static Shortfall? Check(Criterion criterion, Observation observation)
    {
        if (criterion.Place is not { } place || place == "any") return null;
        var vantage = observation.Vantage ?? observation.Evidence.Vantage;
        if (observation is TcpConnection { Place: "client" or "server" } seen && place is "client" or "server")
            return seen.Place == place ? null : Shortfall.OtherPlace;
        if (criterion.Vantage is { } name && PlaceNames.Same(name, vantage)) return null;
        if (criterion.NotFrom is { } affected && PlaceNames.Same(affected, vantage)) return Shortfall.OtherPlace;
        var role = PlaceNames.RoleOf(vantage);
        return place switch
        {
            "server" => role == Role.ServerItself ? null : Unfit(vantage),
            "same network" => role == Role.Peer ? null : Unfit(vantage),
            "other network" => role == Role.OtherNetwork ? null : Unfit(vantage),
            "control" when vantage is null => Shortfall.PlaceNotKnown,
            "control" => role is Role.ServerItself or Role.Peer || criterion.Vantage is not null ? Shortfall.OtherPlace : null,
            _ => role is Role.ServerItself or Role.OtherNetwork or Role.Peer ? Shortfall.OtherPlace : vantage is null || criterion.Vantage is null ? null : Shortfall.OtherPlace,
        };
    }

    private static Shortfall Unfit(string? vantage) => vantage is null ? Shortfall.PlaceNotKnown : Shortfall.OtherPlace;
}
