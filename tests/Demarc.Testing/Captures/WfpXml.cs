using System.Globalization;
using System.Text;

namespace Demarc.Testing.Captures;

/// <summary>
/// What Windows writes of its filtering platform, from Microsoft's pages on FWPM_NET_EVENT and FWPM_FILTER and on troubleshooting
/// the firewall: an element a line, lists with their counts, program paths with a full stop after each character.
/// </summary>
public static class WfpXml
{
    /// <summary><c>netevents.xml</c>.</summary>
    public static string Events(params string[] items) => $"<netEvents numItems=\"{items.Length}\">\r\n{string.Concat(items)}</netEvents>\r\n";

    /// <summary>One event of it.</summary>
    public static string Event(string local, int localPort, string remote, int remotePort, ulong filter, int layer = 48, int protocol = 6, string type = "CLASSIFY_DROP", bool loopback = false, string direction = "OUT", string program = @"\device\harddiskvolume3\apps\shop & co.exe")
    {
        var six = remote.Contains(':', StringComparison.Ordinal);
        string address(string which, string value) => six ? $"<{which}AddrV6.byteArray16>{value}</{which}AddrV6.byteArray16>" : $"<{which}AddrV4>{value}</{which}AddrV4>";
        var dotted = string.Concat(program.Select(c => c == '&' ? "&amp;." : c + "."));
        var body = type == "CLASSIFY_DROP"
            ? $"<classifyDrop>\r\n\t<filterId>{filter}</filterId>\r\n\t<layerId>{layer}</layerId>\r\n\t<reauthReason>0</reauthReason>\r\n\t<originalProfile>1</originalProfile>\r\n\t<currentProfile>1</currentProfile>\r\n\t<msFwpDirection>MS_FWP_DIRECTION_{direction}</msFwpDirection>\r\n\t<isLoopback>{(loopback ? "true" : "false")}</isLoopback>\r\n\t<vSwitchId/>\r\n\t<vSwitchSourcePort>0</vSwitchSourcePort>\r\n\t<vSwitchDestinationPort>0</vSwitchDestinationPort>\r\n</classifyDrop>"
            : $"<classifyAllow>\r\n\t<filterId>{filter}</filterId>\r\n\t<layerId>{layer}</layerId>\r\n</classifyAllow>";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <item>
            	<header>
            		<timeStamp>2026-05-04T08:00:12.345Z</timeStamp>
            		<flags numItems="3">
            			<item>FWPM_NET_EVENT_FLAG_IP_PROTOCOL_SET</item>
            			<item>FWPM_NET_EVENT_FLAG_REMOTE_ADDR_SET</item>
            			<item>FWPM_NET_EVENT_FLAG_APP_ID_SET</item>
            		</flags>
            		<ipVersion>FWP_IP_VERSION_{(six ? "V6" : "V4")}</ipVersion>
            		<ipProtocol>{protocol}</ipProtocol>
            		{address("local", local)}
            		{address("remote", remote)}
            		<localPort>{localPort}</localPort>
            		<remotePort>{remotePort}</remotePort>
            		<scopeId>0</scopeId>
            		<appId>
            			<data>{Convert.ToHexStringLower(Encoding.Unicode.GetBytes(program))}</data>
            			<asString>{dotted}</asString>
            		</appId>
            		<userId>S-1-5-18</userId>
            		<addressFamily>FWP_AF_INET</addressFamily>
            	</header>
            	<type>FWPM_NET_EVENT_TYPE_{type}</type>
            	{body}
            	<internalFields>
            		<internalFlags/>
            		<capabilities/>
            	</internalFields>
            </item>

            """);
    }

    /// <summary><c>wfpstate.xml</c>, as far as its filters.</summary>
    public static string State(params (ulong Number, string Name, string Action)[] filters) =>
        "<wfpstate>\r\n<timeStamp>2026-05-04T08:01:00.000Z</timeStamp>\r\n<layers numItems=\"1\">\r\n<item>\r\n<filters numItems=\"" + filters.Length.ToString(CultureInfo.InvariantCulture) + "\">\r\n"
        + string.Concat(filters.Select(it => string.Create(CultureInfo.InvariantCulture, $"""
            <item>
            	<filterKey>{"{"}00000000-0000-0000-0000-{it.Number:x12}{"}"}</filterKey>
            	<displayData>
            		<name>{it.Name}</name>
            		<description/>
            	</displayData>
            	<flags/>
            	<layerKey>FWPM_LAYER_ALE_AUTH_CONNECT_V4</layerKey>
            	<filterCondition numItems="1">
            		<item>
            			<fieldKey>FWPM_CONDITION_IP_REMOTE_PORT</fieldKey>
            			<matchType>FWP_MATCH_EQUAL</matchType>
            			<conditionValue>
            				<type>FWP_UINT16</type>
            				<uint16>443</uint16>
            			</conditionValue>
            		</item>
            	</filterCondition>
            	<action>
            		<type>{it.Action}</type>
            		<filterType/>
            	</action>
            	<rawContext>0</rawContext>
            	<reserved/>
            	<filterId>{it.Number}</filterId>
            	<effectiveWeight>
            		<type>FWP_UINT64</type>
            	</effectiveWeight>
            </item>

            """))) + "</filters>\r\n</item>\r\n</layers>\r\n</wfpstate>\r\n";
}
