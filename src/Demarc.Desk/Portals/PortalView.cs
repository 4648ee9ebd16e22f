using Demarc.Desk.People;
using Demarc.Model;

namespace Demarc.Desk.Portals;

/// <summary>What the page of a link shows to whoever has it: what is asked, what came, and nothing else of the case.</summary>
/// <param name="Portal">Scope of its uploads; says nothing to anybody outside.</param>
/// <param name="Language">Their language.</param>
/// <param name="Greeting">How they are greeted; null where nobody in particular is meant.</param>
/// <param name="Asked">What is asked of them.</param>
/// <param name="Uploads">What came from them so far, the latest first.</param>
/// <param name="Expires">When the link ends.</param>
/// <param name="UploadsLeft">How many files it still takes.</param>
/// <param name="OctetsLeft">How many octets it still takes.</param>
public sealed record PortalView(string Portal, Language Language, string? Greeting, IReadOnlyList<AskedItem> Asked, IReadOnlyList<PortalReceipt> Uploads, DateTimeOffset Expires, int UploadsLeft, long OctetsLeft);

/// <summary>A view that was opened by a code, with a token for the uploads of this visit.</summary>
public sealed record OpenedByCode(PortalView View, Secret Token);

/// <summary>That a file arrived, for whoever sent it.</summary>
/// <param name="Label">What the case calls it, such as <c>E4</c>; null on the page of the link, which says nothing of how much the case holds.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Octets.</param>
/// <param name="Sha256">Hash of its octets: theirs must be the same.</param>
/// <param name="At">When it had arrived.</param>
/// <param name="Uploader">Who says to have sent it.</param>
public sealed record PortalReceipt(string? Label, string Name, long Size, string Sha256, DateTimeOffset At, string? Uploader);

/// <summary>What a request of the upload server may do with a link, in the terms of its gate.</summary>
/// <param name="Scope">Whose uploads these are.</param>
/// <param name="MostOctets">The longest upload that may begin.</param>
/// <param name="MostUploads">How many uploads may be under way at once; 0 lets none begin, those that began go on.</param>
/// <param name="Deadline">From then on nothing begins.</param>
/// <param name="Grace">How long after the deadline what began may go on.</param>
public sealed record PortalPermit(string Scope, long MostOctets, int MostUploads, DateTimeOffset Deadline, TimeSpan Grace);
