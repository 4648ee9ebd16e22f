using Demarc.Model;
using Demarc.Transcripts.Kubectl;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.Kubectl;

public sealed class KubectlTests
{
    private const string Tables = """
        ops@bastion:~$ kubectl get svc
        NAME         TYPE           CLUSTER-IP      EXTERNAL-IP    PORT(S)                      AGE
        kubernetes   ClusterIP      10.96.0.1       <none>         443/TCP                      90d
        web          LoadBalancer   10.96.12.7      203.0.113.7    80:31234/TCP,443:31235/TCP   5d
        api          LoadBalancer   10.96.12.8      <pending>      8080:31000/TCP               5d
        db           ClusterIP      None            <none>         5432/TCP                     5d
        ops@bastion:~$ kubectl get endpoints
        NAME   ENDPOINTS                           AGE
        web    10.244.0.5:8080,10.244.1.6:8080     5d
        api    <none>                              5d
        ops@bastion:~$ kubectl get endpointslices
        NAME        ADDRESSTYPE   PORTS     ENDPOINTS                 AGE
        web-x7k2p   IPv4          8080      10.244.0.5,10.244.1.6     5d
        ops@bastion:~$ kubectl get pods -A
        NAMESPACE   NAME                   READY   STATUS             RESTARTS         AGE
        prod        web-5d4f8c7b9d-abcde   1/1     Running            0                5d
        prod        api-6c9d8f7b5c-fghij   0/1     CrashLoopBackOff   12 (3m10s ago)   5d
        prod        job-1                  0/1     Completed          0                5d
        ops@bastion:~$ kubectl get events
        LAST SEEN   TYPE      REASON      OBJECT                     MESSAGE
        3m          Normal    Pulled      pod/api-6c9d8f7b5c-fghij   Container image already present
        2m10s       Warning   Unhealthy   pod/api-6c9d8f7b5c-fghij   Readiness probe failed: dial tcp 10.244.0.9:8080: connect: connection refused
        ops@bastion:~$
        """;

    private const string Service = """
        ops@bastion:~$ kubectl describe svc web
        Name:                     web
        Namespace:                prod
        Labels:                   app=web
        Selector:                 app=web
        Type:                     NodePort
        IP Families:              IPv4
        IP:                       10.96.12.7
        IPs:                      10.96.12.7
        Port:                     http  80/TCP
        TargetPort:               8080/TCP
        NodePort:                 http  31234/TCP
        Endpoints:                10.244.0.5:8080,10.244.1.6:8080
        Session Affinity:         None
        Events:
          Type     Reason            Age                From                Message
          ----     ------            ----               ----                -------
          Normal   Ensured           5m                 service-controller  Ensured load balancer
          Warning  SyncFailed        2m (x5 over 9m)    service-controller  Error syncing load balancer: quota
        ops@bastion:~$
        """;

    private static readonly ITranscriptReader[] Readers = [new KubectlTableReader(), new KubectlDescribeReader()];

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, Readers).SelectMany(block => block.Observations)];

    private static string Brief(Observation observation) => observation switch
    {
        Listen listen => $"{listen.Process} {listen.Address}:{listen.Port}/{listen.Protocol}",
        ErrorText error => $"{error.Product} {error.Code} {error.Text} {error.Meaning}",
        _ => observation.Kind,
    };

    [Fact]
    public void Reads_tables() => Read(Tables).Select(Brief).ShouldBe(
    [
        "kubernetes 10.96.0.1:443/tcp",
        "web 10.96.12.7:80/tcp", "web 203.0.113.7:80/tcp", "web :31234/tcp", "web 10.96.12.7:443/tcp", "web 203.0.113.7:443/tcp", "web :31235/tcp",
        "api 10.96.12.8:8080/tcp", "api :31000/tcp", "api  <pending> no-external-address",
        "web 10.244.0.5:8080/", "web 10.244.1.6:8080/", "api  <none> no-endpoints",
        "web-x7k2p 10.244.0.5:8080/", "web-x7k2p 10.244.1.6:8080/",
        "api-6c9d8f7b5c-fghij CrashLoopBackOff 0/1 CrashLoopBackOff 12 (3m10s ago) pod-not-ready",
        "pod/api-6c9d8f7b5c-fghij Unhealthy Readiness probe failed: dial tcp 10.244.0.9:8080: connect: connection refused ",
    ]);

    [Fact]
    public void Reads_a_description() => Read(Service).Select(Brief).ShouldBe(
        ["web 10.96.12.7:80/tcp", "web :31234/tcp", "web 10.244.0.5:8080/", "web 10.244.1.6:8080/", "web SyncFailed Error syncing load balancer: quota "]);

    [Theory]
    [InlineData("NAME and CLUSTER-IP and PORT(S) are columns")]
    [InlineData("Name:   Smith")]
    [InlineData("NAME   ENDPOINTS   AGE")]
    public void Prose_says_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void Survives_damage() => Blocks.Survive(Tables + "\n" + Service, Readers);
}
