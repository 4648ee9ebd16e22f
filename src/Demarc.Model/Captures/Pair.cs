namespace Demarc.Model;

/// <summary>One connection in two captures of it.</summary>
/// <param name="Client"><c>address:port</c> as the first capture has it.</param>
/// <param name="Server"><c>address:port</c> as the first capture has it.</param>
/// <param name="Near">The capture nearer to the client.</param>
/// <param name="Far">The other.</param>
/// <param name="OffsetMs">What to add to the far capture's clock to have the near one's; null where packets pass one way only.</param>
/// <param name="OffsetErrorMs">How far the offset may be off, either way: half of what the ways there and back take together at the least.</param>
/// <param name="ThereMs">Least time from near to far, on the assumption that both ways take the same.</param>
/// <param name="There">Packets from the client.</param>
/// <param name="Back">Packets from the server.</param>
/// <param name="Changed">What was changed on the way, such as <c>mss 1460 to 1380</c>.</param>
public sealed record Pair(string Client, string Server, string Near, string Far, double? OffsetMs, double? OffsetErrorMs, double? ThereMs, PairWay There, PairWay Back, IReadOnlyList<string> Changed);

/// <summary>One way between two captures.</summary>
/// <param name="Sent">Packets where they came from, those left out of which the other capture cannot tell what became.</param>
/// <param name="Arrived">Those of them that are in the other capture, as they were or cut up and put together anew.</param>
/// <param name="LostFrames">Frames, in the capture they came from, of those that are not.</param>
/// <param name="AppearedFrames">Frames, in the capture they went to, of packets that the other does not have: made on the way, or missed by that capture.</param>
/// <param name="ResentThoughArrived">Segments sent again although the first is in the other capture: lost beyond it, or what acknowledged them was.</param>
/// <param name="Delay">Middle of the delays beyond the least one, in ms; null where nothing arrived.</param>
public sealed record PairWay(int Sent, int Arrived, IReadOnlyList<int> LostFrames, IReadOnlyList<int> AppearedFrames, int ResentThoughArrived, double? Delay);
