namespace Demarc.Web.Hosting;

/// <summary>The sign in the browser's tab: the line and where it is crossed.</summary>
internal static class Favicon
{
    public static byte[] Svg { get; } = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 18"><path d="M1 9H23" fill="none" stroke="#215b92" stroke-width="2"/><path d="M15 2V16" fill="none" stroke="#215b92" stroke-width="2.6"/><circle cx="4" cy="9" r="3" fill="#215b92"/></svg>
        """u8.ToArray();
}
