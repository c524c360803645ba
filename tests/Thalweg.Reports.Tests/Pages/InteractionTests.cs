using System.Text.Json;
using Thalweg.Reports.Tests.Runs;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>What a reader does with figures: zooms, takes series away, turns to the other scale.</summary>
public sealed class InteractionTests(TinyRuns runs)
{
    private const string Script = """
        const plot = id => document.querySelector(`figure[data-figure="${id}"] .plot`);
        const wait = () => new Promise(r => setTimeout(r, 500));
        const training = plot('training');
        const names = () => training.layout.annotations.filter(a => (a.name ?? '').startsWith('curve ')).map(a => {
          const trace = training.data[+a.name.split(' ')[1]];
          const axis = training.layout['yaxis' + trace.yaxis.slice(1)], x = training.layout['xaxis' + trace.xaxis.slice(1)];
          let k = trace.x.length - 1;
          while (trace.x[k] > Math.max(...x.range)) k--;
          const share = (Math.log10(trace.y[k]) - axis.range[0]) / (axis.range[1] - axis.range[0]);
          const shown = (a.y - axis.domain[0]) / (axis.domain[1] - axis.domain[0]);
          return [a.visible !== false, shown, share];
        });
        const first = names();
        const tallest = [...document.querySelectorAll('.drawn > .plot')].map(p =>
          [p.parentElement.parentElement.id, p.querySelector('.modebar-container').getBoundingClientRect().bottom - p.getBoundingClientRect().top]);
        await Plotly.relayout(training, { 'xaxis.range': [0, 15] });
        await wait();
        const zoomed = names();
        const button = training.parentElement.querySelector('.series button');
        button.click();
        await wait();
        const hidden = [button.textContent, button.getAttribute('aria-pressed'), training.data.filter(t => t.visible === false).map(t => t.name), names().map(n => n[0])];
        const own = document.getElementById('view-surface-1');
        const before = plot('surface-own').getBoundingClientRect().width;
        own.click();
        await wait();
        const tips = training.data.map(t => t.hovertemplate);
        return { first, zoomed, tallest, hidden, before, after: plot('surface-own').getBoundingClientRect().width,
          away: plot('surface').getBoundingClientRect().width, tips };
        """;

    [Theory]
    [InlineData(500, false)]
    [InlineData(1400, true)]
    public async Task A_phone_folds_what_comes_later_and_a_link_to_it_opens_it(int width, bool isOpen)
    {
        using var folder = runs.Line();
        var found = await Injection.Run(
            folder.Render().PagePath,
            """
            const later = [...document.querySelectorAll('details.later')];
            const open = later.map(fold => fold.open);
            const height = document.documentElement.scrollHeight;
            location.hash = 'figure-slices';
            await new Promise(r => setTimeout(r, 1500));
            const figure = document.getElementById('figure-slices');
            return { open, height, ids: later.map(fold => fold.querySelector('figure, table').id), seen: figure.checkVisibility(),
              drawn: figure.querySelector('.canvas').classList.contains('drawn') };
            """,
            width
        );
        Assert.All(found.GetProperty("open").EnumerateArray(), open => Assert.Equal(isOpen, open.GetBoolean()));
        Assert.Equal(
            [
                "figure-paired",
                "figure-each-loss",
                "figure-slices",
                "figure-total-variation",
                "figure-sweep-settings",
                "figure-roughness-cross",
                "table-centres",
                "table-lines",
                "figure-trajectory",
            ],
            found.GetProperty("ids").EnumerateArray().Select(id => id.GetString())
        );
        Assert.True(found.GetProperty("seen").GetBoolean());
        Assert.True(found.GetProperty("drawn").GetBoolean());
        Assert.InRange(found.GetProperty("height").GetInt32(), 5000, 15000);
    }

    [Fact]
    public async Task A_page_that_was_mailed_to_a_phone_has_no_dead_link_holds_its_drawings_and_cuts_no_table()
    {
        using var folder = runs.Line();
        using var mailed = new TemporaryFolder();
        var page = Path.Combine(mailed.Path, "report.html");
        File.Copy(folder.Render().PagePath, page);

        var found = await Injection.Run(
            page,
            """
            while (!document.documentElement.dataset.alone) await new Promise(r => setTimeout(r, 50));
            for (const fold of document.querySelectorAll('.later')) fold.open = true;
            const links = [...document.querySelectorAll('a')];
            const ids = links.map(a => a.getAttribute('href')).filter(h => h.startsWith('#')).filter(h => !document.getElementById(h.slice(1)));
            const own = links.filter(a => a.href.startsWith('blob:'));
            const svg = await (await fetch(own[0].href)).text();
            const cut = [...document.querySelectorAll('.wide-table')].filter(t => t.checkVisibility() && !t.closest('details:not([open])') && t.scrollWidth > t.clientWidth + 1);
            return { cut: cut.map(t => t.getAttribute('aria-label')), dead: links.map(a => a.getAttribute('href')).filter(h => !/^(#|blob:)/.test(h)).concat(ids),
              own: own.length, figures: document.querySelectorAll('figure').length, svg,
              note: !document.getElementById('alone').hidden,
              names: [...document.querySelectorAll('.absent')].map(e => e.title) };
            """,
            width: 500
        );

        Assert.Empty(found.GetProperty("cut").EnumerateArray());
        Assert.Empty(found.GetProperty("dead").EnumerateArray());
        Assert.Equal(found.GetProperty("figures").GetInt32(), found.GetProperty("own").GetInt32());
        var svg = found.GetProperty("svg").GetString()!;
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.DoesNotContain("var(--", svg, StringComparison.Ordinal);
        Assert.True(found.GetProperty("note").GetBoolean());
        Assert.Contains(
            found.GetProperty("names").EnumerateArray(),
            name => name.GetString() == "index.csv lies in the folder of the study, not with this page"
        );
    }

    [Fact]
    public async Task Names_follow_their_curves_series_are_taken_away_and_the_other_scale_is_drawn_when_asked_for()
    {
        using var folder = runs.Line();

        var found = await Injection.Run(folder.Render().PagePath, Script);

        Assert.Equal(JsonValueKind.Object, found.ValueKind);
        foreach (var view in new[] { "first", "zoomed" })
        {
            var names = found.GetProperty(view).EnumerateArray().ToList();
            Assert.NotEmpty(names);
            // Names that would lie on each other stand a line apart.
            Assert.All(
                names.Where(n => n[0].GetBoolean()),
                n => Assert.True(Math.Abs(n[1].GetDouble() - n[2].GetDouble()) < 0.12, $"{view}: {n}")
            );
        }
        Assert.NotEqual(found.GetProperty("first").GetRawText(), found.GetProperty("zoomed").GetRawText());
        Assert.All(
            found.GetProperty("tallest").EnumerateArray(),
            bar => Assert.True(bar[1].GetDouble() <= 0, $"the toolbar covers {bar}")
        );
        var hidden = found.GetProperty("hidden");
        Assert.Equal(("Ritz", "false"), (hidden[0].GetString(), hidden[1].GetString()));
        Assert.NotEmpty(hidden[2].EnumerateArray());
        Assert.All(hidden[2].EnumerateArray(), name => Assert.StartsWith("Ritz, ", name.GetString()));
        Assert.Contains(hidden[3].EnumerateArray(), shown => !shown.GetBoolean());
        Assert.Equal(0, found.GetProperty("before").GetDouble());
        Assert.True(found.GetProperty("after").GetDouble() > 200);
        Assert.Equal(0, found.GetProperty("away").GetDouble());
        Assert.All(
            found.GetProperty("tips").EnumerateArray(),
            tip => Assert.Contains("optimizer step: %{x", tip.GetString(), StringComparison.Ordinal)
        );
    }
}
