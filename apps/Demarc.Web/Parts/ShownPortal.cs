namespace Demarc.Web.Parts;

/// <summary>An upload link as it is shown, once, to whoever made it.</summary>
/// <param name="Link">The whole address.</param>
/// <param name="Code">What can be read out on the phone.</param>
/// <param name="CodePage">Where the code is entered.</param>
/// <param name="Qr">The link as a picture to be photographed: SVG of our own making.</param>
public sealed record ShownPortal(string Link, string Code, string CodePage, string Qr);
