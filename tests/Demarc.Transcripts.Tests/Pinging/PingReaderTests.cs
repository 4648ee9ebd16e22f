using Demarc.Model;

namespace Demarc.Transcripts.Tests.Pinging;

/// <summary>Shapes of ping in many languages, with documentation addresses.</summary>
public sealed class PingReaderTests
{
    [Theory]
    [InlineData("正在 Ping svc.example.com [192.0.2.1] 具有 32 字节的数据:\n来自 192.0.2.1 的回复: 字节=32 时间<1ms TTL=64\n请求超时。\n\n192.0.2.1 的 Ping 统计信息:\n    数据包: 已发送 = 2，已接收 = 1，丢失 = 1 (50% 丢失)，\n往返行程的估计时间(以毫秒为单位):\n    最短 = 0ms，最长 = 0ms，平均 = 0ms\n")]
    [InlineData("Ping svc.example.com [192.0.2.1] (使用 32 位元組的資料):\n回覆自 192.0.2.1: 位元組=32 時間<1ms TTL=64\n要求等候逾時。\n\n192.0.2.1 的 Ping 統計資料:\n    封包: 已傳送 = 2，已收到 = 1, 已遺失 = 1 (50% 遺失)，\n大約的來回時間 (毫秒):\n    最小值 = 0ms，最大值 = 0ms，平均 = 0ms\n")]
    [InlineData("Pinging svc.example.com [192.0.2.1] with 32 bytes of data:\nReply from 192.0.2.1: bytes=32 time<1ms TTL=64\nRequest timed out.\n\nPing statistics for 192.0.2.1:\n    Packets: Sent = 2, Received = 1, Lost = 1 (50% loss),\nApproximate round trip times in milli-seconds:\n    Minimum = 0ms, Maximum = 0ms, Average = 0ms\n")]
    [InlineData("svc.example.com [192.0.2.1]に ping を送信しています 32 バイトのデータ:\n192.0.2.1 からの応答: バイト数 =32 時間 <1ms TTL=64\n要求がタイムアウトしました。\n\n192.0.2.1 の ping 統計:\n    パケット数: 送信 = 2、受信 = 1、損失 = 1 (50% の損失)、\nラウンド トリップの概算時間 (ミリ秒):\n    最小 = 0ms、最大 = 0ms、平均 = 0ms\n")]
    [InlineData("Ping svc.example.com [192.0.2.1] 32바이트 데이터 사용:\n192.0.2.1의 응답: 바이트=32 시간<1ms TTL=64\n요청 시간이 만료되었습니다.\n\n192.0.2.1에 대한 Ping 통계:\n    패킷: 보냄 = 2, 받음 = 1, 손실 = 1 (50% 손실),\n왕복 시간(밀리초):\n    최소 = 0ms, 최대 = 0ms, 평균 = 0ms\n")]
    [InlineData("Ping wird ausgeführt für svc.example.com [192.0.2.1] mit 32 Bytes Daten:\nAntwort von 192.0.2.1: Bytes=32 Zeit<1ms TTL=64\nZeitüberschreitung der Anforderung.\n\nPing-Statistik für 192.0.2.1:\n    Pakete: Gesendet = 2, Empfangen = 1, Verloren = 1\n    (50% Verlust),\nCa. Zeitangaben in Millisek.:\n    Minimum = 0ms, Maximum = 0ms, Mittelwert = 0ms\n")]
    [InlineData("Envoi d’une requête 'ping' sur svc.example.com [192.0.2.1] avec 32 octets de données :\nRéponse de 192.0.2.1 : octets=32 temps<1 ms TTL=64\nDélai d’attente de la demande dépassé.\n\nStatistiques Ping pour 192.0.2.1:\n    Paquets : envoyés = 2, reçus = 1, perdus = 1 (perte 50%),\nDurée approximative des boucles en millisecondes :\n    Minimum = 0ms, Maximum = 0ms, Moyenne = 0ms\n")]
    [InlineData("Haciendo ping a svc.example.com [192.0.2.1] con 32 bytes de datos:\nRespuesta desde 192.0.2.1: bytes=32 tiempo<1m TTL=64\nTiempo de espera agotado para esta solicitud.\n\nEstadísticas de ping para 192.0.2.1:\n    Paquetes: enviados = 2, recibidos = 1, perdidos = 1\n    (50% perdidos),\nTiempos aproximados de ida y vuelta en milisegundos:\n    Mínimo = 0ms, Máximo = 0ms, Media = 0ms\n")]
    [InlineData("Disparando svc.example.com [192.0.2.1] com 32 bytes de dados:\nResposta de 192.0.2.1: bytes=32 tempo<1ms TTL=64\nEsgotado o tempo limite do pedido.\n\nEstatísticas do Ping para 192.0.2.1:\n    Pacotes: Enviados = 2, Recebidos = 1, Perdidos = 1 (50% de\n             perda),\nAproximar um número redondo de vezes em milissegundos:\n    Mínimo = 0ms, Máximo = 0ms, Média = 0ms\n")]
    [InlineData("Обмен пакетами с svc.example.com [192.0.2.1] с 32 байтами данных:\nОтвет от 192.0.2.1: число байт=32 время<1мс TTL=64\nПревышен интервал ожидания для запроса.\n\nСтатистика Ping для 192.0.2.1:\n    Пакетов: отправлено = 2, получено = 1, потеряно = 1\n    (50% потерь)\nПриблизительное время приема-передачи в мс:\n    Минимальное = 0мсек, Максимальное = 0 мсек, Среднее = 0 мсек\n")]
    [InlineData("Badanie svc.example.com [192.0.2.1] z 32 bajtami danych:\nOdpowiedź z 192.0.2.1: bajtów=32 czas<1 ms TTL=64\nUpłynął limit czasu żądania.\n\nStatystyka badania ping dla 192.0.2.1:\n    Pakiety: Wysłane = 2, Odebrane = 1, Utracone = 1\n             (50% straty),\nSzacunkowy czas błądzenia pakietów w millisekundach:\n    Minimum = 0 ms, Maksimum = 0 ms, Czas średni = 0 ms\n")]
    [InlineData("╬Ёьхэ яръхЄрьш ё svc.example.com [192.0.2.1] ё 32 срщЄрьш фрээ√ї:\n╬ЄтхЄ юЄ 192.0.2.1: ўшёыю срщЄ=32 тЁхь <1ьё TTL=64\n╧Ёхт√°хэ шэЄхЁтры юцшфрэш  фы  чряЁюёр.\n\n╤ЄрЄшёЄшър Ping фы  192.0.2.1:\n    ╧ръхЄют: юЄяЁртыхэю = 2, яюыєўхэю = 1, яюЄхЁ эю = 1\n    (50% яюЄхЁ№)\n")]
    public void Windows_in_any_language_reads_the_same(string text)
    {
        var ping = One(text);
        (ping.Target, ping.TargetAddress, ping.Size, ping.Sent, ping.Received).ShouldBe(("svc.example.com", "192.0.2.1", 32, 2, 1));
        ping.RttMs.ShouldBe([0.5]);
        ping.ReplyTtls.ShouldBe([64]);
        ping.Errors.ShouldBe([new("timeout", null, 1)]);
        ping.Evidence.Lines![0].ShouldBe(1);
    }

    [Fact]
    public void Ipv6_replies_have_neither_bytes_nor_ttl()
    {
        var ping = One("正在 Ping svc.example.com [2001:db8::5] 具有 32 字节的数据:\n来自 2001:db8::5 的回复: 时间=12ms\n来自 2001:db8::5 的回复: 时间<1ms\n\n2001:db8::5 的 Ping 统计信息:\n    数据包: 已发送 = 2，已接收 = 2，丢失 = 0 (0% 丢失)，\n");
        (ping.TargetAddress, ping.Sent, ping.Received).ShouldBe(("2001:db8::5", 2, 2));
        ping.RttMs.ShouldBe([12, 0.5]);
        ping.ReplyTtls.ShouldBe([]);
    }

    [Theory]
    [InlineData("No route", "net-unreachable")]
    [InlineData("Address unreachable", "host-unreachable")]
    [InlineData("Administratively prohibited", "admin-prohibited")]
    [InlineData("Port unreachable", "port-unreachable")]
    public void What_an_ipv6_router_answers_is_read(string said, string code)
    {
        var ping = One($"PING 2001:db8:77::1(2001:db8:77::1) 56 data bytes\nFrom 2001:db8:9::1 icmp_seq=1 Destination unreachable: {said}\nFrom 2001:db8:9::1 icmp_seq=2 Destination unreachable: {said}\n\n--- 2001:db8:77::1 ping statistics ---\n2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 1001ms\n");
        ping.Errors.ShouldBe([new(code, "2001:db8:9::1", 2)]);
    }

    [Fact]
    public void Statistics_alone_with_times_count_and_without_times_do_not_prove_a_reply()
    {
        const string Head = "Ping statistics for 192.0.2.1:\n    Packets: Sent = 4, Received = 4, Lost = 0 (0% loss),\n";
        One(Head + "Approximate round trip times in milli-seconds:\n    Minimum = 1ms, Maximum = 2ms, Average = 1ms\n").Received.ShouldBe(4);
        var bare = One(Head);
        (bare.TargetAddress, bare.Sent, bare.Received, bare.RttMs).ShouldBe(("192.0.2.1", 4, null, null));
    }

    [Fact]
    public void A_long_run_pasted_without_header_and_statistics()
    {
        var ping = One("请求超时。\n请求超时。\n来自 192.0.2.1 的回复: 字节=32 时间=3ms TTL=64\n来自 192.0.2.1 的回复: 无法访问目标主机。\n");
        (ping.TargetAddress, ping.Sent, ping.Received).ShouldBe(("192.0.2.1", 4, 1));
        ping.Errors.ShouldBe([new("timeout", null, 2), new("host-unreachable", "192.0.2.1", 1)]);
    }

    [Fact]
    public void A_name_that_does_not_resolve_on_windows()
    {
        var ping = One("Ping 请求找不到主机 svc.example.com。请检查该名称，然后重试。\n");
        (ping.Target, ping.Sent).ShouldBe(("svc.example.com", null));
        ping.Errors.ShouldBe([new("unresolved", null, 1)]);
    }

    [Fact]
    public void German_iputils_and_its_footer()
    {
        var ping = One("PING svc.example.com (192.0.2.1) 56(84) Bytes Daten.\n64 Bytes von 192.0.2.1: icmp_seq=1 ttl=58 Zeit=7.5 ms\n64 Bytes von 192.0.2.1: icmp_seq=3 ttl=58 Zeit=8 ms\n\n--- svc.example.com ping-Statistiken ---\n3 Pakete übertragen, 2 empfangen, 33.3333% packet loss, time 2003ms\nrtt min/avg/max/mdev = 7.5/7.7/8.0/0.2 ms\n");
        (ping.Target, ping.Size, ping.Sent, ping.Received).ShouldBe(("svc.example.com", 56, 3, 2));
        ping.RttMs.ShouldBe([7.5, 8]);
        ping.Evidence.Lines.ShouldBe([1, 7]);
    }

    [Fact]
    public void Chinese_iputils()
    {
        var ping = One("PING 192.0.2.1 (192.0.2.1) 56(84) 字节的数据。\n来自 192.0.2.1 的 64 字节：icmp_seq=1 ttl=58 时间=7.5 毫秒\n\n--- 192.0.2.1 ping 统计 ---\n已发送 1 个包， 已接收 1 个包, 0% packet loss, time 0ms\n");
        (ping.Sent, ping.Received).ShouldBe((1, 1));
        ping.RttMs.ShouldBe([7.5]);
    }

    [Fact]
    public void Huawei_rows_and_counts_on_lines_of_their_own()
    {
        var ping = One("<Core>ping 192.0.2.1\n  PING 192.0.2.1: 56  data bytes, press CTRL_C to break\n    Reply from 192.0.2.1: bytes=56 Sequence=1 ttl=254 time=1 ms\n    Request time out\n\n  --- 192.0.2.1 ping statistics ---\n    2 packet(s) transmitted\n    1 packet(s) received\n    50.00% packet loss\n    round-trip min/avg/max = 1/1/1 ms\n<Core>\n");
        (ping.Vantage, ping.TargetAddress, ping.Size, ping.Sent, ping.Received).ShouldBe(("Core", "192.0.2.1", 56, 2, 1));
        ping.Errors.ShouldBe([new("timeout", null, 1)]);
        ping.Evidence.Lines.ShouldBe([2, 10]);
    }

    [Fact]
    public void Duplicates_are_no_further_replies()
    {
        var ping = One("PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.2 ms\n64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.3 ms (DUP!)\n\n--- 192.0.2.1 ping statistics ---\n1 packets transmitted, 1 received, +1 duplicates, 0% packet loss, time 0ms\n");
        (ping.Sent, ping.Received, ping.Duplicates).ShouldBe((1, 1, 1));
        ping.RttMs.ShouldBe([0.2]);
    }

    [Fact]
    public void A_router_that_names_the_mtu()
    {
        var ping = One("user@lab:~$ ping -M do -s 1472 192.0.2.1\nPING 192.0.2.1 (192.0.2.1) 1472(1500) bytes of data.\nFrom gw.example.com (198.51.100.1) icmp_seq=1 Frag needed and DF set (mtu = 1492)\nping: local error: message too long, mtu=1492\n^C\n--- 192.0.2.1 ping statistics ---\n2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 1001ms\n");
        (ping.Df, ping.Mtu, ping.Size, ping.Interrupted, ping.Vantage).ShouldBe((true, 1492, 1472, true, "lab"));
        ping.Errors.ShouldBe([new("too-big", "198.51.100.1", 1), new("too-big", null, 1)]);
    }

    [Fact]
    public void Cut_off_on_linux_a_gap_in_the_numbers_is_a_loss()
    {
        var ping = One("PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n64 bytes from 192.0.2.1: icmp_seq=2 ttl=64 time=0.2 ms\n64 bytes from 192.0.2.1: icmp_seq=5 ttl=64 time=0.3 ms\n");
        (ping.Sent, ping.Received).ShouldBe((5, 2));
    }

    [Fact]
    public void Rows_left_out_by_hand_are_no_loss()
    {
        var ping = One("PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.\n64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.2 ms\n...\n64 bytes from 192.0.2.1: icmp_seq=500 ttl=64 time=0.3 ms\n");
        (ping.Sent, ping.Received).ShouldBe((2, 2));
    }

    private static Ping One(string text) => TranscriptReader.Read(new("t", "", text)).Observations.ShouldHaveSingleItem().ShouldBeOfType<Ping>();
}
