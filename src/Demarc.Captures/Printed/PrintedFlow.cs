using Demarc.Model;

namespace Demarc.Captures.Printed;

/// <summary>One flow of a printed capture.</summary>
/// <param name="Client">Its client's host as printed: an address, a name, or what somebody put in their place.</param>
/// <param name="ClientEnd">The client as observations name it, host and port.</param>
/// <param name="ServerEnd">The server as observations name it, host and port.</param>
/// <param name="Time">When it began, as far as the text tells.</param>
/// <param name="HasFlags">Whether flags were printed: without them nothing but sizes is known (tcpdump's <c>-q</c>).</param>
/// <param name="Evidence">Its lines.</param>
/// <param name="Errors">ICMP errors that quote it, as findings, with their lines.</param>
public sealed record PrintedFlow(string Client, string ClientEnd, string ServerEnd, Moment? Time, bool HasFlags, Evidence Evidence, IReadOnlyDictionary<string, int> Errors);
