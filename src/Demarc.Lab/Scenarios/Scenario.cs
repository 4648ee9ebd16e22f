using System.Net;
using Demarc.Model;

namespace Demarc.Lab.Scenarios;

/// <summary>What sort of network a scenario is.</summary>
public enum ScenarioKind
{
    /// <summary>Something is wrong, and the scenario says what.</summary>
    Faulty,

    /// <summary>Nothing unusual.</summary>
    Healthy,

    /// <summary>Unusual and yet no fault.</summary>
    Odd,
}

/// <summary>A network with a known fault, or with none: what a verdict on it should say.</summary>
/// <param name="Id">Its file's name without the ending.</param>
/// <param name="HeldOut">Likelihoods were never tuned on it.</param>
/// <param name="Target">What the complaint is about.</param>
/// <param name="Needs">Programs looked for on the path, or <c>root</c>.</param>
/// <param name="Settle">How long the lab stands before anything is measured, so that what fills up is full.</param>
public sealed record Scenario(
    string Id,
    Bilingual Title,
    Bilingual? About,
    ScenarioKind Kind,
    bool HeldOut,
    string Target,
    Expectation Expect,
    IReadOnlyList<Side> Indistinguishable,
    IReadOnlyList<string> Needs,
    NetworkSpec Network,
    IReadOnlyList<BoxSpec> Boxes,
    IReadOnlyList<ServerSpec> Servers,
    IReadOnlyList<NameSpec> Names,
    IReadOnlyList<VisitSpec> Visits,
    TimeSpan Settle = default);

/// <summary>What a verdict should say.</summary>
/// <param name="Cause">An id of the catalogue; null on a healthy or odd network.</param>
/// <param name="Harmless">Rules that should be named.</param>
/// <param name="Alike">Causes that no evidence from outside can tell from it: naming one of them is as good.</param>
/// <param name="WithControl">Sides that look alike even with the evidence of a control vantage; empty = none but the side itself.</param>
/// <param name="BlackHoled">Packets to the target vanish, so that every look costs a wait.</param>
public sealed record Expectation(Side Side, string? Cause, IReadOnlyList<string> Harmless, IReadOnlyList<string> Alike, IReadOnlyList<Side> WithControl, bool BlackHoled);

/// <summary>Something that acts on packets at a place.</summary>
/// <param name="At">A router or a host.</param>
/// <param name="Settings">Its keys; a box is made anew from them for each run.</param>
public sealed record BoxSpec(string At, string Kind, Parameters Settings);

/// <summary>A program that serves.</summary>
/// <param name="On">A host.</param>
/// <param name="Settings">Its keys beside kind and on.</param>
public sealed record ServerSpec(string Kind, string On, Parameters Settings);

/// <summary>A name and what it stands for, hosts of the lab already turned into addresses.</summary>
public sealed record NameSpec(string Name, IReadOnlyList<IPAddress> Addresses);

/// <summary>Connections that other people's machines make in the background.</summary>
public sealed record VisitSpec(string From, string Host, int Port, TimeSpan Every, TimeSpan Start, TimeSpan Hold);
