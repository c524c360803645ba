using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>A Slurm of its own on the loopback of this machine: one controller, two nodes of two processors each, and their authentication; no
/// accounting, no control groups, nothing that outlives the test.</summary>
/// <remarks>Nodes share an address and differ by port. Credentials expire after 5 s, since a job that is queued again waits for that (120 s by
/// default).</remarks>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue"];
    private static readonly string[] Nodes = ["node1", "node2"];

    // Paths of sockets end at 108 bytes.
    private readonly string scratch = Directory.CreateTempSubdirectory("thalweg-slurm-").FullName;

    private SlurmCluster() { }

    public string Configuration => Path.Combine(scratch, "slurm.conf");

    /// <summary>Skips the test where no Slurm can run.</summary>
    public static void Require()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.UserName == "root",
            "Slurm's daemons run as root alone"
        );
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Concat(["/usr/sbin", "/sbin"])
            .ToList();
        Assert.SkipUnless(
            Programs.All(program => folders.Exists(folder => File.Exists(Path.Combine(folder, program)))),
            "there is no Slurm; Debian has it as slurm-wlm and munge (apt-get install slurm-wlm munge)"
        );
    }

    public static SlurmCluster Start()
    {
        var cluster = new SlurmCluster();
        try
        {
            cluster.Configure();
            cluster.StartController();
            foreach (var node in Nodes)
            {
                cluster.StartNode(node);
            }
            // A node that is idle has reached the controller; a step proves the way back.
            cluster.Ask("srun", "-Q", "-N2", "--time=1", "true");
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command of Slurm and returns what it printed.</summary>
    public string Ask(string program, params IEnumerable<string> arguments)
    {
        var (code, output, error) = Try(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {code}\n{output}{error}");
        return output;
    }

    public (int Code, string Output, string Error) Try(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("timeout", ["60", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SLURM_CONF"] = Configuration;
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Ends a controller without a warning.</summary>
    public void KillController() => Kill(Read("slurmctld"));

    public void StartController() => Ask("slurmctld", "-f", Configuration);

    /// <summary>Ends the daemon of a node and all that it runs, as a power failure does.</summary>
    public void KillNode(string node)
    {
        // The daemon first: it must not report the end of its steps.
        KillDaemon(node);
        foreach (var process in Steps(node))
        {
            Kill(process);
        }
    }

    /// <summary>Ends the daemon of a node and leaves what it runs, as a network that falls apart does.</summary>
    public void KillDaemon(string node) => Kill(Read(node));

    /// <summary>Starts a node anew, as after a boot.</summary>
    public void StartNode(string node)
    {
        var spool = Path.Combine(scratch, "spool", node);
        if (Directory.Exists(spool) && Steps(node).Count == 0)
        {
            Directory.Delete(spool, recursive: true);
        }
        Directory.CreateDirectory(spool);
        Ask("slurmd", "-N", node, "-f", Configuration);
    }

    /// <summary>Makes usable again what the controller gave up while it was away.</summary>
    public void Mend()
    {
        foreach (
            var node in Nodes.Where(node =>
                Ask("sinfo", "-h", "-n", node, "-o", "%T").Contains("drain", StringComparison.Ordinal)
            )
        )
        {
            Try("scontrol", "update", $"nodename={node}", "state=resume");
        }
        var held = Ask("squeue", "-h", "-r", "-o", "%i %r")
            .Split('\n')
            .Where(line => line.Contains("held", StringComparison.Ordinal));
        foreach (var job in held)
        {
            Try("scontrol", "release", job.Split(' ')[0]);
        }
    }

    /// <summary>Jobs and array tasks that wait or run, with their states.</summary>
    public IReadOnlyList<string> Queue() =>
        Ask("squeue", "-h", "-r", "-o", "%i %T").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        foreach (var process in Nodes.SelectMany(Steps))
        {
            Kill(process);
        }
        foreach (var name in Nodes.Concat(["slurmctld", "munged"]))
        {
            Kill(Read(name));
        }
        Directory.Delete(scratch, recursive: true);
    }

    private void Configure()
    {
        Ask("chmod", "755", scratch);
        foreach (var name in new[] { "run", "log", "state", "spool" })
        {
            Directory.CreateDirectory(Path.Combine(scratch, name));
        }
        var key = Path.Combine(scratch, "munge.key");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(128));
        Ask("chmod", "600", key);
        var host = Dns.GetHostName().Split('.')[0];
        // Daemons told to listen to no other address listen to the one that the name of the machine stands for.
        var own = Array.Find(Dns.GetHostAddresses(host), one => one.AddressFamily == AddressFamily.InterNetwork);
        var isLoopback = own is not null && IPAddress.IsLoopback(own);
        var address = isLoopback ? own! : IPAddress.Loopback;
        var ports = FreePorts(3);
        Ask(
            "munged",
            "--force",
            $"--key-file={key}",
            $"--socket={scratch}/run/munge.socket",
            $"--pid-file={scratch}/run/munged.pid",
            $"--log-file={scratch}/log/munged.log",
            $"--seed-file={scratch}/munge.seed",
            "--num-threads=2"
        );
        File.WriteAllText(
            Configuration,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                ClusterName=loop
                SlurmctldHost={host}({address})
                SlurmctldPort={ports[0]}
                {(isLoopback ? "CommunicationParameters=NoInAddrAny,NoCtldInAddrAny" : "")}
                AuthType=auth/munge
                AuthInfo=socket={scratch}/run/munge.socket,cred_expire=5
                CredType=cred/munge
                SlurmUser=root
                SlurmdUser=root
                StateSaveLocation={scratch}/state
                SlurmdSpoolDir={scratch}/spool/%n
                SlurmctldPidFile={scratch}/run/slurmctld.pid
                SlurmdPidFile={scratch}/run/%n.pid
                SlurmctldLogFile={scratch}/log/slurmctld.log
                SlurmdLogFile={scratch}/log/%n.log
                ProctrackType=proctrack/linuxproc
                TaskPlugin=task/none
                JobAcctGatherType=jobacct_gather/none
                AccountingStorageType=accounting_storage/none
                MpiDefault=none
                SlurmdTimeout=10
                SlurmctldTimeout=30
                KillWait=10
                UnkillableStepTimeout=60
                MinJobAge=3600
                ReturnToService=2
                JobRequeue=1
                MaxArraySize=1001
                SchedulerType=sched/backfill
                SchedulerParameters=batch_sched_delay=1,bf_interval=2,sched_interval=5
                SelectType=select/cons_tres
                SelectTypeParameters=CR_CPU
                SlurmdParameters=config_overrides
                NodeName=node1 NodeHostname={host} NodeAddr={address} Port={ports[
                    1
                ]} CPUs=2 RealMemory=8000 State=UNKNOWN
                NodeName=node2 NodeHostname={host} NodeAddr={address} Port={ports[
                    2
                ]} CPUs=2 RealMemory=8000 State=UNKNOWN
                PartitionName=loop Nodes=node1,node2 Default=YES MaxTime=INFINITE State=UP

                """
            )
        );
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private int? Read(string daemon)
    {
        var file = Path.Combine(scratch, "run", daemon + ".pid");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), out var process) ? process : null;
    }

    private static void Kill(int? process)
    {
        if (process is { } number)
        {
            using var kill = Process.Start(
                new ProcessStartInfo("kill", ["-9", $"{number}"]) { RedirectStandardError = true }
            )!;
            kill.WaitForExit();
            for (var i = 0; i < 500 && Directory.Exists($"/proc/{number}") && !IsDead(number); i++)
            {
                Thread.Sleep(10);
            }
        }
    }

    private static bool IsDead(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>The processes of the job steps of a node. The one that watches a step listens on a socket in the folder of its node, by which
    /// it is found; what it started is found from it.</summary>
    private List<int> Steps(string node)
    {
        var place = $"{scratch}/spool/{node}/{node}_";
        var sockets = File.ReadLines("/proc/net/unix")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 7 && fields[7].StartsWith(place, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[6]}]")
            .ToHashSet();
        var found = new List<int>();
        if (sockets.Count == 0)
        {
            return found;
        }
        var processes = Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var number) ? number : 0)
            .Where(number => number > 0 && Links(number).Any(sockets.Contains));
        var open = new Queue<int>(processes);
        while (open.TryDequeue(out var process))
        {
            found.Add(process);
            foreach (var child in Children(process).Where(child => !found.Contains(child)))
            {
                open.Enqueue(child);
            }
        }
        return found;
    }

    private static IEnumerable<string> Links(int process) =>
        Tried(() =>
            Directory
                .EnumerateFileSystemEntries($"/proc/{process}/fd")
                .Select(link => new FileInfo(link).LinkTarget ?? "")
        );

    private static IEnumerable<int> Children(int process) =>
        Tried(() =>
            Directory
                .EnumerateDirectories($"/proc/{process}/task")
                .SelectMany(task =>
                    File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                )
                .Select(number => int.Parse(number, CultureInfo.InvariantCulture))
        );

    // A process may end while it is looked at.
    private static List<T> Tried<T>(Func<IEnumerable<T>> look)
    {
        try
        {
            return [.. look()];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
