import pytest
from datetime import date
from lagesbild.cooperation.models import *
from lagesbild.cooperation import commitments as c
pytestmark = pytest.mark.django_db
def test_x():
    t=Partnership.objects.create(name_sv="B",slug="b")
    t.reviews.create(reviewed_on=date(2025,3,1),conclusion_sv="x")
    print(PartnershipReview.objects.all())
    print(Partnership.objects.prefetch_related("reviews")[0].reviews.all())
    print(Partnership.objects.get().reviews.all())
    print(c._partnerships()[0].reviews.all(), c._partnerships()[0]._prefetched_objects_cache)
    assert 0
