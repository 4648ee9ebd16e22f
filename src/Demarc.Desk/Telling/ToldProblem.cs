namespace Demarc.Desk.Telling;

/// <summary>Why something could not be done (RFC 9457), in the language of who asked.</summary>
/// <param name="Title">What kind of problem.</param>
/// <param name="Status">The same as the answer's status.</param>
/// <param name="Detail">What, where, and what to do.</param>
/// <param name="Type">Always <c>about:blank</c>: the status says which kind it is.</param>
public sealed record ToldProblem(string Title, int Status, string Detail, string Type = "about:blank");

/// <summary>Whose token it is and what it lets through.</summary>
/// <param name="Login">The person's login.</param>
/// <param name="Name">Their name.</param>
/// <param name="Role">Their role.</param>
/// <param name="Scope">The token's scope.</param>
/// <param name="Reads">The token may read cases.</param>
/// <param name="Rights">What both the person and the token may do.</param>
public sealed record ToldCaller(string Login, string Name, string Role, string Scope, bool Reads, IReadOnlyList<string> Rights);
