"""Small files of IATI of our own: a valid one of each standard, and what to change in it."""

ACTIVITIES = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03" xmlns:x="urn:example:own">
  <iati-activity default-currency="EUR" xml:lang="fr" humanitarian="0">
    <iati-identifier>XM-TEST-LAB-1</iati-identifier>
    <reporting-org ref="XM-TEST" type="10"><narrative>Bureau des sciences</narrative></reporting-org>
    <title><narrative>Laboratoire d’optique</narrative><narrative xml:lang="vi">Phòng quang học</narrative></title>
    <description type="1"><narrative>Un laboratoire commun.</narrative></description>
    <participating-org role="1" ref="XM-TEST"/>
    <activity-status code="2"/>
    <activity-date type="1" iso-date="2024-01-15"/>
    <recipient-country code="VN"/>
    <sector vocabulary="1" code="43082"/>
    <budget type="1" status="2">
      <period-start iso-date="2024-01-01"/>
      <period-end iso-date="2024-12-31"/>
      <value currency="EUR" value-date="2024-01-01">25000.50</value>
    </budget>
    <capital-spend percentage="12.5"/>
    <transaction ref="T1">
      <transaction-type code="3"/>
      <transaction-date iso-date="2024-03-11"/>
      <value value-date="2024-03-11">1200</value>
      <receiver-org receiver-activity-id="XM-OTHER-7"><narrative>Institut</narrative></receiver-org>
    </transaction>
    <related-activity ref="XM-TEST-LAB" type="1"/>
    <result type="1" aggregation-status="true">
      <title><narrative>Formation</narrative></title>
      <indicator measure="1" ascending="1">
        <title><narrative>Ingénieurs formés</narrative></title>
        <baseline year="2023" value="0"/>
        <period>
          <period-start iso-date="2024-01-01"/>
          <period-end iso-date="2024-12-31"/>
          <target value="40"><dimension name="sex" value="female"/></target>
          <actual value="35"/>
        </period>
      </indicator>
    </result>
    <x:note kept="yes">à nous</x:note>
  </iati-activity>
</iati-activities>
"""

ORGANISATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<iati-organisations version="2.03">
  <iati-organisation default-currency="EUR" xml:lang="en">
    <organisation-identifier>XM-TEST</organisation-identifier>
    <name><narrative>Office of Sciences</narrative></name>
    <reporting-org ref="XM-TEST" type="10"><narrative>Office of Sciences</narrative></reporting-org>
    <total-budget>
      <period-start iso-date="2024-01-01"/>
      <period-end iso-date="2024-12-31"/>
      <value value-date="2024-01-01">90000</value>
    </total-budget>
    <document-link url="https://example.org/plan.pdf" format="application/pdf">
      <title><narrative>Plan</narrative></title>
      <category code="B01"/>
      <recipient-country code="VN"/>
    </document-link>
  </iati-organisation>
</iati-organisations>
"""


def changed(before: str, after: str, sample: str = ACTIVITIES) -> bytes:
    """Return the sample with its one `before` replaced by `after`."""
    assert sample.count(before) == 1, before
    return sample.replace(before, after).encode()
