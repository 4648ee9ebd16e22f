namespace Demarc.Mail.Sending;

/// <summary>Each trouble, step and advice in words of both languages.</summary>
internal static class TroubleWords
{
    /// <summary>A clause without a full stop.</summary>
    public static (string En, string Zh) What(SubmissionTrouble trouble, string said, string? detail) => trouble switch
    {
        SubmissionTrouble.Replied => ($"the server answered \"{said}\"", $"服务器答复“{said}”"),
        SubmissionTrouble.NameNotFound => ("the server's name has no address", "服务器域名无法解析"),
        SubmissionTrouble.ConnectionRefused => ("the connection was refused", "连接被拒绝"),
        SubmissionTrouble.Unreachable => ("the network or the machine cannot be reached", "网络或主机不可达"),
        SubmissionTrouble.ConnectFailed => ("no connection came about", "无法建立连接"),
        SubmissionTrouble.TimedOut => ("the server did not answer in time", "服务器未在时限内答复"),
        SubmissionTrouble.Closed => ("the connection was lost", "连接中断"),
        SubmissionTrouble.ReplyTooLong => ("the server's reply went beyond every bound", "服务器的答复超出了长度上限"),
        SubmissionTrouble.NotSmtp => (said.Length > 0 ? $"the server's answer \"{said}\" does not fit this step" : "what answered does not speak SMTP", said.Length > 0 ? $"服务器的答复“{said}”与当前步骤不符" : "对端的答复不是 SMTP"),
        SubmissionTrouble.TlsFailed => ("no encryption could be agreed on", "TLS 加密协商失败"),
        SubmissionTrouble.CertificateRejected => ($"the server's certificate is not trusted ({detail})", $"服务器证书不可信（{detail}）"),
        SubmissionTrouble.StartTlsMissing => ("the server does not offer encryption (STARTTLS), or something on the way removed the offer", "服务器未提供 STARTTLS 加密，或途中有设备将其去除"),
        SubmissionTrouble.PlaintextInjected => ("unencrypted text followed the reply to STARTTLS, as in an attack", "STARTTLS 答复之后出现了未加密的内容，与攻击特征一致"),
        SubmissionTrouble.LoginNotOffered => ("the server offers no way to log in that this program knows", "服务器未提供本程序支持的登录方式"),
        SubmissionTrouble.UnencryptedNotAllowed => ("the settings name no encryption, and the server is not on this machine", "配置为不加密，而服务器不在本机"),
        SubmissionTrouble.TooLarge => ("the message is larger than the server takes", "邮件大小超过服务器上限"),
        SubmissionTrouble.EightBitNotOffered => ("the message holds 8-bit text, and the server does not offer 8BITMIME", "邮件含 8 位文本，而服务器不支持 8BITMIME"),
        SubmissionTrouble.Utf8NotOffered => ("an address is not ASCII, and the server does not offer SMTPUTF8", "有地址含非 ASCII 字符，而服务器不支持 SMTPUTF8"),
        SubmissionTrouble.Stopped => ("the program stopped waiting", "程序停止了等待"),
        _ => ("nothing stood in the way", "没有障碍"),
    };

    public static (string En, string Zh) Step(SubmissionPhase phase) => phase switch
    {
        SubmissionPhase.Connect => ("connecting", "连接"),
        SubmissionPhase.Tls => ("beginning encryption", "建立加密"),
        SubmissionPhase.Greeting => ("waiting for the greeting", "等待问候"),
        SubmissionPhase.Hello => ("EHLO", "EHLO"),
        SubmissionPhase.StartTls => ("STARTTLS", "STARTTLS"),
        SubmissionPhase.Authenticate => ("logging in", "登录"),
        SubmissionPhase.Mail => ("naming the sender", "声明发件人"),
        SubmissionPhase.Recipients => ("naming the recipients", "声明收件人"),
        SubmissionPhase.Data => ("asking to send the message", "请求发送正文"),
        SubmissionPhase.Body => ("sending the message", "发送正文"),
        _ => ("after the whole message", "正文发送完毕后"),
    };

    /// <summary>A whole sentence.</summary>
    public static (string En, string Zh) Do(SubmissionEnd end, SubmissionPhase phase, SubmissionTrouble trouble, SmtpReply? reply) => trouble switch
    {
        SubmissionTrouble.NameNotFound => ("Check the server's name in the settings and this machine's DNS.", "请检查配置中的服务器名称和本机的 DNS。"),
        SubmissionTrouble.ConnectionRefused or SubmissionTrouble.Unreachable or SubmissionTrouble.ConnectFailed => ("Check host and port in the settings, and firewalls on the way; it will be tried again.", "请检查配置中的主机和端口以及途中的防火墙；将会重试。"),
        SubmissionTrouble.NotSmtp or SubmissionTrouble.TlsFailed => ("Check that port and kind of encryption belong together: usually 465 with TLS from the start, 587 with STARTTLS.", "请检查端口与加密方式是否对应：通常 465 为直接 TLS，587 为 STARTTLS。"),
        SubmissionTrouble.CertificateRejected => ("Check the host name in the settings and the server's certificate; pin its SHA-256 only if the operator confirms it.", "请检查配置中的主机名和服务器证书；仅在管理员确认后才固定其 SHA-256。"),
        SubmissionTrouble.StartTlsMissing or SubmissionTrouble.PlaintextInjected => ("Neither login nor mail was sent. Ask the operator of the server, and look for devices on the way that rewrite SMTP.", "登录信息和邮件均未发送。请联系服务器管理员，并排查途中改写 SMTP 的设备。"),
        SubmissionTrouble.LoginNotOffered => ("Ask the operator which ways to log in are offered (known here: PLAIN, LOGIN, XOAUTH2).", "请向管理员确认可用的登录方式（本程序支持 PLAIN、LOGIN、XOAUTH2）。"),
        SubmissionTrouble.UnencryptedNotAllowed => ("Choose TLS or STARTTLS in the settings, or allow unencrypted mail expressly.", "请在配置中选择 TLS 或 STARTTLS，或明确允许不加密发送。"),
        SubmissionTrouble.TooLarge => ("Send it with smaller attachments.", "请减小附件后再发送。"),
        SubmissionTrouble.EightBitNotOffered => ("Write the message without 8-bit text.", "请改用非 8 位编码书写邮件。"),
        SubmissionTrouble.Utf8NotOffered => ("Use an ASCII address.", "请使用 ASCII 地址。"),
        SubmissionTrouble.Replied when phase == SubmissionPhase.Authenticate || reply?.Code is 530 or 538 => ("Check login, password or token in the settings; many services want a password of its own for programs.", "请检查配置中的账号、密码或令牌；许多服务要求使用专用的应用密码。"),
        SubmissionTrouble.Replied when end == SubmissionEnd.Refused && phase == SubmissionPhase.Recipients => ("Correct the addresses.", "请更正地址。"),
        SubmissionTrouble.Replied when end == SubmissionEnd.Refused => ("The answer says why; change what it names, or show it to the operator of the server.", "原因见答复；请按其说明修改，或将答复转给服务器管理员。"),
        _ => ("It will be tried again; if this goes on, show it to the operator of the server.", "将会重试；若持续出现，请联系服务器管理员。"),
    };
}
