using static AlignmentToolkit.Datasets.GlyphStroke;

namespace AlignmentToolkit.Datasets;

/// <summary>The ways each of the ten digits is written before a hand distorts them.</summary>
internal static class GlyphShapes
{
    /// <summary>Per class its ways of writing, each a list of strokes.</summary>
    public static GlyphStroke[][][] Ways { get; } =
    [
        [ // 0: one closed curve, or one with a gap at the top
            [Curve(.5f, 0, .2f, .17f, .1f, .5f, .2f, .83f, .5f, 1, .8f, .83f, .9f, .5f, .8f, .17f, .5f, 0)],
            [Curve(.6f, .02f, .25f, .12f, .1f, .5f, .22f, .87f, .55f, 1, .85f, .75f, .88f, .4f, .72f, .12f, .42f, .06f)],
        ],
        [ // 1: a bar, with a flag, with a foot
            [Line(.5f, 0, .5f, 1)],
            [Line(.28f, .22f, .52f, 0, .52f, 1)],
            [Line(.3f, .2f, .52f, 0, .52f, 1), Line(.28f, 1, .76f, 1)],
        ],
        [ // 2: an angular foot, or a loop at the lower left
            [Curve(.17f, .24f, .33f, .04f, .62f, .02f, .8f, .22f, .7f, .48f, .44f, .74f, .16f, .98f), Line(.16f, .98f, .88f, .96f)],
            [Curve(.2f, .2f, .4f, .01f, .7f, .08f, .76f, .32f, .55f, .64f, .3f, .92f, .14f, .88f, .26f, .76f, .52f, .88f, .9f, .96f)],
        ],
        [ // 3: round, or with a flat top
            [Curve(.18f, .13f, .42f, 0, .72f, .09f, .74f, .32f, .42f, .46f), Curve(.42f, .46f, .78f, .55f, .84f, .8f, .56f, 1, .15f, .88f)],
            [Line(.18f, .03f, .8f, .03f, .44f, .4f), Curve(.44f, .4f, .76f, .48f, .85f, .75f, .58f, .98f, .15f, .9f)],
        ],
        [ // 4: open, or closed at the top
            [Line(.24f, 0, .14f, .56f, .88f, .56f), Line(.7f, .18f, .66f, 1)],
            [Line(.64f, 1, .64f, 0, .1f, .66f, .92f, .66f)],
        ],
        [ // 5: in one go, or with the roof added later
            [Line(.82f, .03f, .3f, .03f, .22f, .46f), Curve(.22f, .46f, .52f, .36f, .82f, .56f, .8f, .84f, .52f, 1, .15f, .9f)],
            [Curve(.3f, .04f, .26f, .26f, .26f, .46f, .56f, .42f, .82f, .64f, .7f, .94f, .38f, 1, .14f, .9f), Line(.3f, .04f, .84f, .06f)],
        ],
        [ // 6: a bent or a straight back
            [Curve(.72f, .03f, .4f, .2f, .2f, .55f, .24f, .87f, .5f, 1, .78f, .86f, .76f, .62f, .5f, .52f, .23f, .7f)],
            [Curve(.62f, 0, .36f, .3f, .18f, .68f, .3f, .96f, .6f, .98f, .78f, .78f, .62f, .6f, .36f, .64f, .22f, .8f)],
        ],
        [ // 7: plain, with a bar, with a serif
            [Line(.14f, .05f, .84f, .05f), Curve(.84f, .05f, .6f, .45f, .42f, 1)],
            [Line(.14f, .05f, .84f, .05f), Curve(.84f, .05f, .6f, .45f, .42f, 1), Line(.34f, .52f, .8f, .48f)],
            [Line(.16f, .24f, .18f, .05f, .84f, .04f, .4f, 1)],
        ],
        [ // 8: one movement, or two rings
            [Curve(.74f, .16f, .5f, 0, .25f, .15f, .34f, .38f, .66f, .58f, .8f, .8f, .5f, 1, .2f, .8f, .34f, .58f, .68f, .38f, .76f, .14f)],
            [Curve(.5f, .46f, .26f, .24f, .5f, 0, .74f, .24f, .5f, .46f), Curve(.5f, .46f, .18f, .74f, .5f, 1, .82f, .74f, .5f, .46f)],
        ],
        [ // 9: a straight or a bent tail
            [Curve(.76f, .2f, .5f, .01f, .24f, .2f, .3f, .45f, .56f, .5f, .77f, .24f), Line(.77f, .24f, .66f, 1)],
            [Curve(.76f, .22f, .52f, .01f, .24f, .18f, .28f, .44f, .55f, .5f, .76f, .26f, .78f, .62f, .6f, .94f, .26f, .98f)],
        ],
    ];
}
