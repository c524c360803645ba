using System.Diagnostics;
using System.Security.Cryptography;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.Training;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Tests;

/// <summary>The program is killed without warning, again and again, and started anew.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int KillsInTraining = 13;
    private const int KillsInAnalysis = 8;
    private const int Steps = 4000;

    /// <summary>Weight of one analysis result on the scale on which moments are drawn, in gradients.</summary>
    private const long ResultWeight = 1000;

    private const string Text = """
        name: killed
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        quadrature: simpson:200
        formulations: [ritz, galerkin]
        seeds: 1..2
        train:
          optimizer: adam(rate=1e-2)
          steps: 4000
          checkpoints: [0, 1000, 2000]
        analyses:
          - cross(directions=40)
          - roughness(at=trajectory, directions=40)
          - slice
          - surface(count=41x41)
        """;

    [Fact]
    public async Task Killed_at_seeded_moments_and_resumed_it_leaves_the_same_files()
    {
        var root = Directory.CreateTempSubdirectory("thalweg-kill-").FullName;
        var study = Path.Combine(root, "study.yaml");
        await File.WriteAllTextAsync(study, Text, TestContext.Current.CancellationToken);
        var (whole, killed) = (Path.Combine(root, "whole"), Path.Combine(root, "killed"));
        var scene = new Scene(study, killed);
        var inside = 0;
        foreach (var moment in scene.Moments(seed: 1))
        {
            using var process = StudyProcess.Start(study, killed, threads: 2);
            scene.WaitFor(moment, process);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            inside += scene.NoteLosses() ? 1 : 0;
        }
        output.WriteLine(
            $"{inside} of {KillsInTraining + KillsInAnalysis} kills inside training; lost {scene.TotalLoss}"
        );
        await StudyProcess.Finish(StudyProcess.Start(study, killed, threads: 1));
        await StudyProcess.Finish(StudyProcess.Start(study, whole, threads: 2));

        Assert.Equal(StudyProcess.ResultHashes(whole), StudyProcess.ResultHashes(killed));
        Assert.True(2 * inside >= KillsInTraining + KillsInAnalysis, $"only {inside} kills were inside training");
        scene.AssertEvaluations();
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(killed, "partial")));
        Directory.Delete(root, recursive: true);
    }

    /// <summary>A result folder seen from outside while processes work on it.</summary>
    private sealed class Scene
    {
        private readonly string folder;
        private readonly IReadOnlyList<StudyTask> tasks;
        private readonly IReadOnlyList<StudyTask> trains;
        private readonly long saveInterval;
        private readonly Dictionary<string, long> lost = [];

        public Scene(string study, string folder)
        {
            this.folder = folder;
            var parsed = StudyReader.ReadFile(study);
            tasks = StudyPlan.Expand(parsed).Tasks;
            trains = [.. tasks.Where(t => t.Kind == "train")];
            var source = parsed.Variants[0].Source;
            saveInterval = TrainAnalysis.SaveInterval(source.SizeFor(1).Work);
        }

        public long TotalLoss => lost.Values.Sum();

        private long TrainingWork => trains.Count * (Steps + 1L);

        /// <summary>Moments on the scale of <see cref="Done"/>, spread over training and analyses and shifted at random.</summary>
        public IEnumerable<long> Moments(ulong seed)
        {
            var random = new RandomStream(seed, "moments of killing");
            for (var k = 0; k < KillsInTraining; k++)
            {
                yield return (long)((k + random.NextUniform()) * TrainingWork / KillsInTraining);
            }
            var analyses = (tasks.Count - trains.Count - 1) * ResultWeight;
            for (var k = 0; k < KillsInAnalysis; k++)
            {
                yield return TrainingWork + (long)((k + random.NextUniform()) * analyses / KillsInAnalysis);
            }
        }

        public void WaitFor(long moment, Process process)
        {
            while (Done() < moment && !process.HasExited)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                Thread.Sleep(1);
            }
        }

        /// <summary>Adds up, after a kill, what must be computed again, and checks that it is an interval at most.</summary>
        /// <returns>True when a training run was under way.</returns>
        public bool NoteLosses()
        {
            var training = false;
            foreach (var train in trains.Where(t => !IsDone(t)))
            {
                var key = train.Key.Hex;
                var spent = Count(key);
                training |= spent > 0;
                var lostHere = spent - Kept(key) - lost.GetValueOrDefault(key);
                Assert.InRange(lostHere, 0, saveInterval);
                lost[key] = lost.GetValueOrDefault(key) + lostHere;
            }
            return training;
        }

        public void AssertEvaluations()
        {
            var log = RunLog.Read(folder);
            foreach (var train in trains)
            {
                var expected = Steps + 1 + lost.GetValueOrDefault(train.Key.Hex);
                Assert.Equal(expected, log.Tasks[train.Key.Hex].GradientEvaluations);
            }
        }

        /// <summary>Gradients taken, and a fixed weight for every analysis that is done.</summary>
        private long Done() =>
            trains.Sum(t =>
                IsDone(t) ? Steps + 1 : Math.Min(Steps, Count(t.Key.Hex) - lost.GetValueOrDefault(t.Key.Hex))
            ) + (ResultWeight * tasks.Count(t => t.Kind != "train" && IsDone(t)));

        private bool IsDone(StudyTask task) => File.Exists(Path.Combine(folder, "results", task.Key.Hex + ".json"));

        private long Count(string key)
        {
            try
            {
                return EvaluationCount.Peek(Path.Combine(folder, "partial", key + ".count")) ?? 0;
            }
            catch (IOException)
            {
                // Not begun, or published this moment.
                return 0;
            }
        }

        /// <summary>Gradients that the last checkpoint of the state holds.</summary>
        private long Kept(string key)
        {
            var path = Path.Combine(folder, "partial", key + ".state");
            return File.Exists(path)
                ? TrainingState.FromBytes(File.ReadAllBytes(path).AsSpan(SHA256.HashSizeInBytes)).Evaluations.Gradients
                : 0;
        }
    }
}
