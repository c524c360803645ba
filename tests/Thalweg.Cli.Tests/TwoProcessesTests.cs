using Thalweg.Results.Store;

namespace Thalweg.Cli.Tests;

/// <summary>Two processes on one folder share the work and both end well.</summary>
public sealed class TwoProcessesTests
{
    private const string Text = """
        name: shared
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        quadrature: simpson:50
        formulations: [ritz, galerkin]
        seeds: 1..3
        train: { optimizer: adam(rate=1e-2), steps: 3000 }
        analyses: ["cross(directions=30, radius=0.5)", surface(count=21x21)]
        """;

    [Fact]
    public async Task The_work_is_shared_and_the_files_are_those_of_one_process()
    {
        var root = Directory.CreateTempSubdirectory("thalweg-two-").FullName;
        var study = Path.Combine(root, "study.yaml");
        await File.WriteAllTextAsync(study, Text, TestContext.Current.CancellationToken);
        var (alone, shared) = (Path.Combine(root, "alone"), Path.Combine(root, "shared"));
        await Task.WhenAll(
            StudyProcess.Finish(StudyProcess.Start(study, shared, threads: 1)),
            StudyProcess.Finish(StudyProcess.Start(study, shared, threads: 2))
        );
        await StudyProcess.Finish(StudyProcess.Start(study, alone, threads: 2));

        Assert.Equal(StudyProcess.ResultHashes(alone), StudyProcess.ResultHashes(shared));
        var log = RunLog.Read(shared);
        Assert.Equal(2, log.Processes.Count);
        // No gradient was taken twice: each training run was done by one of the two.
        Assert.Equal(6 * 3001, log.Tasks.Values.Sum(t => t.GradientEvaluations));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(shared, "partial")));
        Directory.Delete(root, recursive: true);
    }
}
